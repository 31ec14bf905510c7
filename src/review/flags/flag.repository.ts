import { Injectable } from '@nestjs/common';
import type { FlagId, MessageId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { dueAt } from '../overdue/due-time.js';
import { isHardToRead } from './flag-view.js';
import type { NewFlag } from './new-flag.js';
import { asStoredHarms } from './stored-flag.js';
import type { StoredFlag } from './stored-flag.js';

/** Every statement on flags. */
@Injectable()
export class FlagRepository {
  async insert(
    tx: Transaction,
    flags: readonly (NewFlag & { readonly id: FlagId })[],
    at: Date,
  ): Promise<void> {
    const column = <T>(value: (flag: NewFlag & { readonly id: FlagId }) => T): T[] => flags.map(value);
    if (flags.length === 0) return;
    await tx.query(INSERT, [
      at,
      column(({ id }) => id),
      column(({ programmeId }) => programmeId),
      column(({ message }) => message.groupId),
      column(({ message }) => message.memberId),
      column(({ message }) => message.id),
      column(({ channelKind }) => channelKind),
      column(({ message }) => message.sentAt),
      column(({ textCiphertext }) => textCiphertext),
      column(({ message }) => JSON.stringify(message.media.map(({ kind }) => kind))),
      column(({ assessment }) => assessment.outcome),
      column(({ assessment }) => JSON.stringify(assessment.doubts)),
      column(({ assessment }) => assessment.level),
      column(({ assessment }) => assessment.harms[0]?.harm ?? null),
      column(({ assessment }) => JSON.stringify(asStoredHarms(assessment.harms))),
      column(({ assessment }) => JSON.stringify(assessment.language)),
      column(({ assessment }) => assessment.policy),
      column(({ assessment }) => dueAt(assessment, at)),
    ]);
  }

  async one(tx: Transaction, id: FlagId): Promise<StoredFlag | null> {
    const [flag] = await this.some(tx, [id]);
    return flag ?? null;
  }

  /** Those there are, in no order. */
  async some(tx: Transaction, ids: readonly FlagId[]): Promise<readonly StoredFlag[]> {
    return tx.query<StoredFlag>(
      `SELECT ${COLUMNS} FROM flag f ${JOINS} WHERE f.organisation_id = app_organisation() AND f.id = ANY($1::uuid[])`,
      [ids],
    );
  }

  /** Of these messages, those that were flagged for something hard to read. */
  async hardToRead(tx: Transaction, messageIds: readonly MessageId[]): Promise<ReadonlySet<MessageId>> {
    const rows = await tx.query<{ messageId: MessageId; harms: StoredFlag['harms'] }>(
      `SELECT message_id AS "messageId", harms FROM flag
         WHERE organisation_id = app_organisation() AND message_id = ANY($1::uuid[])`,
      [messageIds],
    );
    return new Set(rows.filter(({ harms }) => isHardToRead(harms)).map(({ messageId }) => messageId));
  }
}

/** What a flag is read with. */
export const JOINS = `JOIN chat_group g ON g.id = f.group_id
  LEFT JOIN flag_claim c ON c.organisation_id = f.organisation_id AND c.flag_id = f.id AND c.expires_at > app_now()`;

export const COLUMNS = `
  f.id, f.programme_id AS "programmeId", f.group_id AS "groupId", g.name AS "groupName",
  g.languages AS "groupLanguages", g.timezone AS "groupTimezone", f.member_id AS "memberId",
  f.message_id AS "messageId", f.channel_kind AS "channelKind", f.sent_at AS "sentAt", f.created_at AS "createdAt",
  f.text_ciphertext AS "textCiphertext", f.media, f.outcome, f.doubts, f.level, f.severity_rank AS "severityRank",
  f.harm, f.harms, f.language, f.policy, f.state, f.sketch, f.due_at AS "dueAt", f.escalated_at AS "escalatedAt",
  f.read_again_at AS "readAgainAt", c.staff_id AS "claimedBy", c.expires_at AS "claimedUntil"`;

const INSERT = `
  INSERT INTO flag (id, organisation_id, programme_id, group_id, member_id, message_id, channel_kind, sent_at,
      created_at, text_ciphertext, media, outcome, doubts, level, harm, harms, language, policy, due_at, sketch)
    SELECT id, app_organisation(), programme_id, group_id, member_id, message_id, channel_kind, sent_at,
        $1::timestamptz, text_ciphertext, media, outcome, ARRAY(SELECT jsonb_array_elements_text(doubts)), level, harm,
        harms, language, policy, due_at, (SELECT s.sketch FROM sighting s WHERE s.organisation_id = app_organisation()
          AND s.message_id = fresh.message_id AND s.seen_at = fresh.sent_at)
      FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::timestamptz[],
          $9::bytea[], $10::jsonb[], $11::text[], $12::jsonb[], $13::text[], $14::text[], $15::jsonb[], $16::jsonb[],
          $17::text[], $18::timestamptz[])
        AS fresh (id, programme_id, group_id, member_id, message_id, channel_kind, sent_at, text_ciphertext, media,
          outcome, doubts, level, harm, harms, language, policy, due_at)`;
