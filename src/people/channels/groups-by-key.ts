import { Injectable } from '@nestjs/common';
import type { ChannelId, GroupId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { ChannelSecret } from './channel-secret.js';
import { ChannelRepository } from './channel.repository.js';

/** For intake: which group each key of a channel means. */
@Injectable()
export class GroupsByKey {
  constructor(
    private readonly channels: ChannelRepository,
    private readonly secrets: ChannelSecret,
  ) {}

  /** In the transaction of the channel's organisation. Keys that nobody mapped, or to an archived group, are absent. */
  async execute(
    tx: Transaction,
    channelId: ChannelId,
    groupKeys: readonly string[],
  ): Promise<ReadonlyMap<string, GroupId>> {
    const { organisationId } = tx.context;
    if (organisationId === null) return new Map();
    const keys = new Map(
      groupKeys.map((key) => [hex(this.secrets.indexOf(organisationId, channelId, key)), key] as const),
    );
    const indexes = [...keys.keys()].map((index) => Buffer.from(index, 'hex'));
    const rows = await this.channels.groupsByIndex(tx, channelId, indexes);
    return new Map(rows.map(({ index, groupId }) => [keys.get(hex(index)) ?? '', groupId]));
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
