import { Injectable } from '@nestjs/common';
import type { GroupId, MemberId, MessageId } from '../../kernel/ids.js';
import type { MediaKind } from '../../kernel/message.js';
import type { Transaction } from '../../kernel/transaction.js';

export interface ConversationRow {
  readonly id: MessageId;
  readonly memberId: MemberId;
  readonly sentAt: Date;
  readonly textCiphertext: Uint8Array | null;
  readonly language: string;
  readonly media: readonly { readonly kind: MediaKind }[] | null;
}

export interface SealedHandle {
  readonly memberId: MemberId;
  readonly handleCiphertext: Uint8Array;
}

/** A moment in a group's conversation. */
export interface Spot {
  readonly groupId: GroupId;
  readonly at: Date;
}

/** As many of the group's recent writers as are told apart from words: more would cost a page of keys. */
const MOST_WRITERS = 300;
const WRITERS_AMONG = 3_000;

/** Reads conversations as they are stored. */
@Injectable()
export class ConversationRepository {
  /** Nearest first; at most `limit`. What stands at the very moment comes with `after`. */
  async beside(
    tx: Transaction,
    { groupId, at }: Spot,
    asked: { readonly side: 'before' | 'after'; readonly limit: number },
  ): Promise<readonly ConversationRow[]> {
    const [than, order] = asked.side === 'before' ? ['<', 'DESC'] : ['>=', 'ASC'];
    return tx.query<ConversationRow>(
      `SELECT id, member_id AS "memberId", sent_at AS "sentAt", text_ciphertext AS "textCiphertext", language, media
         FROM message WHERE organisation_id = app_organisation() AND group_id = $1 AND sent_at ${than} $2
         ORDER BY sent_at ${order}, id ${order} LIMIT $3`,
      [groupId, at, asked.limit],
    );
  }

  /** Handles of those who wrote most recently before the moment, and of `also`. */
  async handles(
    tx: Transaction,
    { groupId, at }: Spot,
    also: readonly MemberId[],
  ): Promise<readonly SealedHandle[]> {
    return tx.query<SealedHandle>(
      `WITH recent AS (
         SELECT member_id FROM message WHERE organisation_id = app_organisation() AND group_id = $1 AND sent_at <= $2
           ORDER BY sent_at DESC LIMIT ${WRITERS_AMONG}),
       writer AS (SELECT DISTINCT member_id FROM recent LIMIT ${MOST_WRITERS})
       SELECT member_id AS "memberId", handle_ciphertext AS "handleCiphertext" FROM member_alias
         WHERE organisation_id = app_organisation()
           AND (member_id IN (SELECT member_id FROM writer) OR member_id = ANY($3::uuid[]))`,
      [groupId, at, also],
    );
  }
}
