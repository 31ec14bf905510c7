import { Injectable } from '@nestjs/common';
import type { GroupId, MemberId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { MembersRaced } from './messages.errors.js';

/** A member who was never seen before, ready to be stored. */
export interface SealedNewcomer {
  readonly memberId: MemberId;
  readonly handleIndex: Uint8Array;
  readonly channelKind: string;
  readonly handleCiphertext: Uint8Array;
}

export interface Join {
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly at: Date;
}

/** Who is behind a handle. One statement per batch, whatever its size. */
@Injectable()
export class MembersRepository {
  /** By handle index in hex; unknown handles are absent. */
  async find(tx: Transaction, indexes: readonly Uint8Array[]): Promise<ReadonlyMap<string, MemberId>> {
    const rows = await tx.query<{ handle: string; member_id: MemberId }>(
      `SELECT encode(handle_index, 'hex') AS handle, member_id FROM member_alias
       WHERE organisation_id = app_organisation() AND handle_index = ANY($1::bytea[])`,
      [indexes],
    );
    return new Map(rows.map(({ handle, member_id }) => [handle, member_id]));
  }

  /**
   * Sorted, so that two workers meeting the same newcomers wait for each other instead of forever.
   * @throws MembersRaced when another worker made one of them first.
   */
  async add(tx: Transaction, newcomers: readonly SealedNewcomer[]): Promise<void> {
    if (newcomers.length === 0) return;
    const rows = await tx.query(
      `WITH newcomer AS (
         SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::text[], $4::bytea[])
           AS n (member_id, handle_index, channel_kind, handle)),
       made AS (INSERT INTO member (id, organisation_id) SELECT member_id, app_organisation() FROM newcomer)
       INSERT INTO member_alias (organisation_id, handle_index, member_id, channel_kind, handle_ciphertext)
       SELECT app_organisation(), handle_index, member_id, channel_kind, handle FROM newcomer ORDER BY handle_index
       ON CONFLICT ON CONSTRAINT member_alias_pkey DO NOTHING RETURNING member_id`,
      [
        newcomers.map(({ memberId }) => memberId),
        newcomers.map(({ handleIndex }) => handleIndex),
        newcomers.map(({ channelKind }) => channelKind),
        newcomers.map(({ handleCiphertext }) => handleCiphertext),
      ],
    );
    if (rows.length < newcomers.length) throw new MembersRaced();
  }

  async addJoins(tx: Transaction, joins: readonly Join[]): Promise<void> {
    if (joins.length === 0) return;
    await tx.query(
      `INSERT INTO member_join (organisation_id, group_id, member_id, joined_at)
       SELECT app_organisation(), group_id, member_id, joined_at
       FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS j (group_id, member_id, joined_at)
       ON CONFLICT DO NOTHING`,
      [joins.map(({ groupId }) => groupId), joins.map(({ memberId }) => memberId), joins.map(({ at }) => at)],
    );
  }
}
