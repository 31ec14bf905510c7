import { beforeEach, describe, expect, it } from '@jest/globals';
import { aDatabase, aVault, workOf } from '../../../test/harness/database.js';
import { newId } from '../../kernel/ids.js';
import type { ChannelId, GroupId, OrganisationId } from '../../kernel/ids.js';
import { Backlog, MOST_WAITING } from './backlog.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { Delivery, TrafficBatch } from './delivery.js';
import { LanesRepository } from './lanes.repository.js';
import { PostgresTrafficLog } from './postgres-traffic-log.repository.js';
import { LeaseLost, TrafficLogFull } from './traffic.errors.js';

const database = await aDatabase();
const vault = await aVault();
const { unitOfWork, clock } = database;
const lanes = new LanesRepository(unitOfWork);

let log: PostgresTrafficLog;
let organisationId: OrganisationId;
let channelId: ChannelId;

function newLog(): PostgresTrafficLog {
  return new PostgresTrafficLog(unitOfWork, vault, lanes, new DeliveriesRepository(), new Backlog());
}

async function aGroup(): Promise<GroupId> {
  const [programme, group] = [newId<'programme'>(), newId<'group'>()];
  await database.ownerQuery(
    `INSERT INTO programme (id, organisation_id, name, timezone) VALUES ($1, $2, $3, 'UTC')`,
    [programme, organisationId, `Programme ${programme}`],
  );
  await database.ownerQuery(
    `INSERT INTO chat_group (id, organisation_id, programme_id, name, timezone) VALUES ($1, $2, $3, $4, 'UTC')`,
    [group, organisationId, programme, `Group ${group}`],
  );
  return group;
}

function aDelivery(groupId: GroupId, body: string, change: Partial<Delivery> = {}): Delivery {
  const origin = { kind: 'channel', channelId } as const;
  const receivedAt = clock.now();
  return {
    id: newId(),
    organisationId,
    groupId,
    origin,
    channelKind: 'test',
    receivedAt,
    messages: 1,
    body,
    ...change,
  };
}

async function publish(...deliveries: Delivery[]): Promise<void> {
  await unitOfWork.run(workOf(organisationId), (tx) => log.publish(tx, deliveries));
}

function done(
  batch: TrafficBatch,
  setAside: { deliveryId: Delivery['id']; code: string }[] = [],
): Promise<void> {
  return unitOfWork.run(workOf(organisationId), (tx) => log.done(tx, batch, setAside));
}

const bodies = (batch: TrafficBatch | null) => batch?.deliveries.map(({ body }) => body) ?? null;

async function taken(worker = 'w'): Promise<TrafficBatch> {
  const batch = await log.take(worker);
  if (!batch) throw new Error('Nothing was due');
  return batch;
}

beforeEach(async () => {
  await database.ownerQuery('TRUNCATE delivery, traffic_lane');
  organisationId = await database.anOrganisation();
  channelId = newId();
  await database.ownerQuery(
    `INSERT INTO channel (id, organisation_id, kind, name) VALUES ($1, $2, 'test', 'test')`,
    [channelId, organisationId],
  );
  log = newLog();
});

describe('the traffic log', () => {
  it('hands a group out in order, whole and readable, and keeps only ciphertext', async () => {
    const group = await aGroup();
    const second = aDelivery(group, '{"text":"مرحبا 🌍"}\nline');
    await publish(aDelivery(group, 'first'), second);
    const [row] = await database.ownerQuery<{ body_ciphertext: Buffer }>(
      'SELECT body_ciphertext FROM delivery',
    );
    expect(row?.body_ciphertext.toString('latin1')).not.toContain('first');
    const batch = await taken();
    expect(bodies(batch)).toEqual(['first', '{"text":"مرحبا 🌍"}\nline']);
    expect(batch.deliveries[1]).toEqual(second);
  });

  it('forgets what is done with, in the transaction of the effects and not before', async () => {
    const group = await aGroup();
    await publish(aDelivery(group, 'a'));
    const batch = await taken();
    const rolledBack = unitOfWork.run(workOf(organisationId), async (tx) => {
      await log.done(tx, batch, []);
      throw new Error('the effects failed');
    });
    await expect(rolledBack).rejects.toThrow();
    expect(await database.ownerQuery('SELECT FROM delivery')).toHaveLength(1);
    await done(batch);
    expect(await database.ownerQuery('SELECT FROM delivery')).toHaveLength(0);
    expect(await log.take('w')).toBeNull();
  });

  it('never gives one lane to two workers, and gives other lanes meanwhile', async () => {
    const [one, two] = [await aGroup(), await aGroup()];
    await publish(aDelivery(one, 'one'), aDelivery(two, 'two'));
    const held = await Promise.all([log.take('a'), log.take('b'), log.take('c')]);
    expect(held.map(bodies).filter(Boolean).flat().sort()).toEqual(['one', 'two']);
  });

  it('gives a lane to another worker when a minute has passed, one delivery at a time, and the first worker loses', async () => {
    const group = await aGroup();
    await publish(aDelivery(group, 'a'), aDelivery(group, 'b'));
    const dead = await taken('dead');
    clock.advance({ seconds: 59 });
    expect(await log.take('heir')).toBeNull();
    clock.advance({ seconds: 1 });
    const inherited = await taken('heir');
    expect(bodies(inherited)).toEqual(['a']);
    await expect(done(dead)).rejects.toThrow(LeaseLost);
    expect(await log.renew(dead)).toBe(false);
    await done(inherited);
    expect(bodies(await log.take('heir'))).toEqual(['b']);
  });

  it('keeps a lane for a worker that says it is still at it', async () => {
    await publish(aDelivery(await aGroup(), 'slow'));
    const batch = await taken('slow');
    clock.advance({ seconds: 50 });
    expect(await log.renew(batch)).toBe(true);
    clock.advance({ seconds: 50 });
    expect(await log.take('other')).toBeNull();
    await done(batch);
  });

  it('isolates the one delivery that fails: the others pass, it waits longer each time and then is dead', async () => {
    const group = await aGroup();
    await publish(aDelivery(group, 'good'), aDelivery(group, 'poison'), aDelivery(group, 'after'));
    await log.retry(await taken(), 'walk-failed');
    const good = await taken();
    expect(bodies(good)).toEqual(['good']);
    await done(good);
    for (let attempt = 2; attempt <= 8; attempt += 1) {
      const poison = await taken();
      expect(bodies(poison)).toEqual(['poison']);
      await log.retry(poison, 'walk-failed');
      if (attempt < 8) expect(await log.take('w')).toBeNull();
      clock.advance({ seconds: 60 });
    }
    expect(bodies(await log.take('w'))).toEqual(['after']);
    const dead = await unitOfWork.run(workOf(organisationId), (tx) => log.deadLetters(tx, 10));
    expect(dead).toMatchObject([{ attempts: 8, code: 'walk-failed', groupId: group, messages: 1 }]);
  });

  it('lets other groups of the lane pass one that waits for its time', async () => {
    const [first, second] = [await aGroup(), await aGroup()];
    await publish(aDelivery(first, 'waits'));
    const waits = await taken();
    await log.retry(waits, 'x');
    await publish(aDelivery(second, 'passes'));
    await database.ownerQuery('UPDATE delivery SET lane = 1');
    await database.ownerQuery('DELETE FROM traffic_lane');
    await database.ownerQuery('INSERT INTO traffic_lane (organisation_id, lane) VALUES ($1, 1)', [
      organisationId,
    ]);
    expect(bodies(await log.take('w'))).toEqual(['passes']);
  });

  it('gives up on a delivery that kills every worker that takes it', async () => {
    const group = await aGroup();
    await publish(aDelivery(group, 'kills'), aDelivery(group, 'fine'));
    for (let death = 0; death < 8; death += 1) {
      await taken();
      clock.advance({ seconds: 60 });
    }
    expect(bodies(await log.take('w'))).toEqual(['fine']);
    const [dead] = await unitOfWork.run(workOf(organisationId), (tx) => log.deadLetters(tx, 10));
    expect(dead?.code).toBe('worker-died');
  });

  it('holds nothing against a delivery when the world around failed', async () => {
    await publish(aDelivery(await aGroup(), 'a'));
    for (let outage = 0; outage < 20; outage += 1) {
      await log.postpone(await taken(), 5);
      expect(await log.take('w')).toBeNull();
      clock.advance({ seconds: 5 });
    }
    expect(bodies(await log.take('w'))).toEqual(['a']);
  });

  it('puts aside what could not all be understood, and walks it again when a person says so', async () => {
    await publish(aDelivery(await aGroup(), 'half'));
    const batch = await taken();
    const [{ id } = aDelivery(newId(), '')] = batch.deliveries;
    await done(batch, [{ deliveryId: id, code: 'items-not-understood' }]);
    expect(await log.take('w')).toBeNull();
    await unitOfWork.run(workOf(organisationId), async (tx) => {
      expect(await log.deadLetters(tx, 10)).toMatchObject([{ id, code: 'items-not-understood' }]);
      expect(await log.replay(tx, [id, newId()])).toBe(1);
    });
    expect(bodies(await log.take('w'))).toEqual(['half']);
  });

  it('refuses more than it is willing to owe, and takes again when some of it is done', async () => {
    const group = await aGroup();
    await publish(aDelivery(group, 'most', { messages: MOST_WAITING }));
    await expect(publish(aDelivery(group, 'more'))).rejects.toThrow(TrafficLogFull);
    await done(await taken());
    log = newLog();
    await publish(aDelivery(group, 'more'));
    expect(bodies(await log.take('w'))).toEqual(['more']);
  });

  it('shows nothing of it to another organisation', async () => {
    await publish(aDelivery(await aGroup(), 'a'));
    const batch = await taken();
    await done(batch, [{ deliveryId: batch.deliveries[0]?.id ?? newId(), code: 'x' }]);
    const other = await database.anOrganisation();
    expect(await unitOfWork.run(workOf(other), (tx) => log.deadLetters(tx, 10))).toEqual([]);
  });
});
