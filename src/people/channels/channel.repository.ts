import { Injectable } from '@nestjs/common';
import type { ChannelId, GroupId, OrganisationId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { ConnectedChannel } from './connected-channel.js';

export interface SealedChannel {
  readonly organisationId: OrganisationId;
  readonly kind: string;
  readonly name: string;
  readonly secretCiphertext: Uint8Array | null;
}

/** Every statement on channels and on what their group keys mean. */
@Injectable()
export class ChannelRepository {
  async insert(
    tx: Transaction,
    channel: {
      readonly id: ChannelId;
      readonly kind: string;
      readonly name: string;
      readonly secret: Uint8Array;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO channel (id, organisation_id, kind, name, secret_ciphertext)
         VALUES ($1, app_organisation(), $2, $3, $4)`,
      [channel.id, channel.kind, channel.name, channel.secret],
    );
  }

  list(tx: Transaction): Promise<readonly ConnectedChannel[]> {
    return tx.query<ConnectedChannel>(
      `${CHANNEL_COLUMNS} ORDER BY c.closed_at IS NOT NULL, c.created_at, c.id`,
    );
  }

  async one(tx: Transaction, id: ChannelId): Promise<ConnectedChannel | null> {
    const rows = await tx.query<ConnectedChannel>(`${CHANNEL_COLUMNS} AND c.id = $1`, [id]);
    return rows[0] ?? null;
  }

  async close(tx: Transaction, id: ChannelId, at: Date): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE channel SET closed_at = $2
         WHERE organisation_id = app_organisation() AND id = $1 AND closed_at IS NULL RETURNING id`,
      [id, at],
    );
    return rows.length > 0;
  }

  async map(
    tx: Transaction,
    key: { readonly channelId: ChannelId; readonly index: Uint8Array; readonly groupId: GroupId },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO channel_group (organisation_id, channel_id, group_key_index, group_id)
         VALUES (app_organisation(), $1, $2, $3)
         ON CONFLICT ON CONSTRAINT channel_group_pkey DO UPDATE SET group_id = excluded.group_id`,
      [key.channelId, key.index, key.groupId],
    );
  }

  /** Groups of channels by key; archived groups take no more messages. */
  groupsByIndex(
    tx: Transaction,
    channelId: ChannelId,
    indexes: readonly Uint8Array[],
  ): Promise<readonly { readonly index: Uint8Array; readonly groupId: GroupId }[]> {
    return tx.query(
      `SELECT m.group_key_index AS index, m.group_id AS "groupId"
         FROM channel_group m JOIN chat_group g ON g.id = m.group_id
         WHERE m.organisation_id = app_organisation() AND m.channel_id = $1
           AND m.group_key_index = ANY($2::bytea[]) AND g.archived_at IS NULL`,
      [channelId, indexes],
    );
  }

  /** Needs the purpose `receive_delivery`: whose channel it is, is not known before. */
  async forDelivery(tx: Transaction, id: ChannelId): Promise<SealedChannel | null> {
    const rows = await tx.query<SealedChannel>(
      `SELECT organisation_id AS "organisationId", kind, name, secret_ciphertext AS "secretCiphertext"
         FROM channel WHERE id = $1 AND closed_at IS NULL`,
      [id],
    );
    return rows[0] ?? null;
  }
}

const CHANNEL_COLUMNS = `
  SELECT c.id, c.kind, c.name, c.created_at AS "createdAt", c.closed_at AS "closedAt",
      ARRAY(SELECT DISTINCT m.group_id FROM channel_group m
        WHERE m.organisation_id = c.organisation_id AND m.channel_id = c.id) AS groups
    FROM channel c WHERE c.organisation_id = app_organisation()`;
