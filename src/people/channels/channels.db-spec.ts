import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { newId } from '../../kernel/ids.js';
import { NotPermitted, workOf } from '../../platform/auth/index.js';
import { ChannelNotFound, GroupNotFound } from '../people.errors.js';
import { ChannelForDelivery } from './channel-for-delivery.js';
import { CloseChannel } from './close-channel.js';
import { ConnectChannel } from './connect-channel.js';
import { GroupsByKey } from './groups-by-key.js';
import { ListChannels } from './list-channels.js';
import { MapGroupKey } from './map-group-key.js';

const community = await aCommunity();
const { founder, database } = community;
const stranger = { ...founder, organisationId: await database.anOrganisation() };
const groupId = await community.aGroup('East 1');

async function aChannel() {
  const connected = await community
    .get(ConnectChannel)
    .execute(founder, { kind: 'generic-webhook', name: 'Bridge' });
  if ('reason' in connected) throw new Error(connected.reason);
  return connected;
}

function groupsOf(channelId: Parameters<GroupsByKey['execute']>[1], keys: readonly string[]) {
  return database.unitOfWork.run(workOf(founder, 'process_messages'), (tx) =>
    community.get(GroupsByKey).execute(tx, channelId, keys),
  );
}

describe('A channel', () => {
  it('shows its secret once and keeps it sealed', async () => {
    const { channel, secret } = await aChannel();
    expect(secret).toMatch(/^[\w-]{43}$/);
    const found = await community.get(ChannelForDelivery).execute(channel.id);
    expect(found).toMatchObject({ organisationId: community.organisationId, kind: 'generic-webhook' });
    expect(Buffer.from(found?.secret ?? []).toString('utf8')).toBe(secret);
    expect(JSON.stringify(await community.get(ListChannels).execute(founder))).not.toContain(secret);
  });

  it('is nobody’s once closed, and when nobody has it', async () => {
    const { channel } = await aChannel();
    await expect(community.get(CloseChannel).execute(stranger, channel.id)).rejects.toBeInstanceOf(
      ChannelNotFound,
    );
    await community.get(CloseChannel).execute(founder, channel.id);
    expect(await community.get(ChannelForDelivery).execute(channel.id)).toBeNull();
    expect(await community.get(ChannelForDelivery).execute(newId<'channel'>())).toBeNull();
  });

  it('is of a kind that is installed, and connected by whoever manages the organisation’s channels', async () => {
    const connect = community.get(ConnectChannel);
    expect(await connect.execute(founder, { kind: 'pigeon', name: 'Bird' })).toMatchObject({
      reason: 'unknown-kind',
    });
    const manager = community.someone([{ role: 'community_manager' }]);
    await expect(connect.execute(manager, { kind: 'generic-webhook', name: 'Mine' })).rejects.toBeInstanceOf(
      NotPermitted,
    );
  });
});

describe('A group key', () => {
  it('means the group it was mapped to last, on its own channel only', async () => {
    const [{ channel }, other] = [await aChannel(), await aChannel()];
    const moved = await community.aGroup('East 2');
    const map = community.get(MapGroupKey);
    await map.execute(founder, { channelId: channel.id, groupKey: 'teachers', groupId });
    expect(await groupsOf(channel.id, ['teachers', 'unmapped'])).toEqual(new Map([['teachers', groupId]]));
    await map.execute(founder, { channelId: channel.id, groupKey: 'teachers', groupId: moved });
    expect(await groupsOf(channel.id, ['teachers'])).toEqual(new Map([['teachers', moved]]));
    expect(await groupsOf(other.channel.id, ['teachers'])).toEqual(new Map());
    const [listed] = (await community.get(ListChannels).execute(founder)).filter(
      ({ id }) => id === channel.id,
    );
    expect(listed?.groups).toEqual([moved]);
  });

  it('cannot be mapped to or from what belongs to somebody else', async () => {
    const { channel } = await aChannel();
    const map = community.get(MapGroupKey);
    const key = { channelId: channel.id, groupKey: 'teachers', groupId };
    await expect(map.execute(stranger, key)).rejects.toBeInstanceOf(GroupNotFound);
    await expect(map.execute(founder, { ...key, channelId: newId<'channel'>() })).rejects.toBeInstanceOf(
      ChannelNotFound,
    );
  });
});
