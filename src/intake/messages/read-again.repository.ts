import { Injectable } from '@nestjs/common';
import type { GroupId, MemberId, MessageId, OrganisationId } from '../../kernel/ids.js';
import type { AdmittedMessage } from '../../kernel/message.js';
import type { Transaction } from '../../kernel/transaction.js';

/** A stored message whose reading lacked a detector, as it lies sealed. */
export interface MarkedRow extends Pick<AdmittedMessage, 'sentAt' | 'state' | 'forwarded'> {
  readonly id: MessageId;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly channelKind: string;
  readonly textCiphertext: Uint8Array | null;
  readonly media: readonly Pick<AdmittedMessage['media'][number], 'kind' | 'sha256'>[] | null;
  /** Null when the member is not known any more. */
  readonly handleCiphertext: Uint8Array | null;
}

/** A message that was read after all, with what later turns of its conversation look back on. */
export interface ReadAfterAll {
  readonly id: MessageId;
  /** 0..1; null keeps what there is, because nobody read it. */
  readonly heat: number | null;
}

/** Every statement on the marks of messages that wait to be read again. What is over is seen by none of them. */
@Injectable()
export class ReadAgainRepository {
  /** Needs the purpose `read_again_look`: whose messages wait is not known before. */
  async organisations(tx: Transaction): Promise<readonly OrganisationId[]> {
    const rows = await tx.query<{ id: OrganisationId }>(
      'SELECT DISTINCT organisation_id AS id FROM message WHERE read_again_due_at <= app_now()',
    );
    return rows.map(({ id }) => id);
  }

  /** Needs the purpose `read_again_look`: of all organisations, whether or not they are due. */
  async waiting(tx: Transaction): Promise<number> {
    const [row] = await tx.query<{ waiting: number }>(
      'SELECT count(*)::integer AS waiting FROM message WHERE read_again_due_at IS NOT NULL',
    );
    return row?.waiting ?? 0;
  }

  /** Longest waiting first; each to one caller only, until then. The marks stay. */
  async take(
    tx: Transaction,
    { limit, until }: { readonly limit: number; readonly until: Date },
  ): Promise<readonly MarkedRow[]> {
    return tx.query<MarkedRow>(TAKE, [limit, until]);
  }

  /** Clears the marks and answers which were still there: of two who read the same message, one is told so. */
  async clear(tx: Transaction, messages: readonly ReadAfterAll[]): Promise<ReadonlySet<MessageId>> {
    const rows = await tx.query<{ id: MessageId }>(CLEAR, [
      messages.map(({ id }) => id),
      messages.map(({ heat }) => heat),
    ]);
    return new Set(rows.map(({ id }) => id));
  }
}

const TAKE = `
  WITH due AS (
    SELECT stored_at, id FROM message
      WHERE organisation_id = app_organisation() AND read_again_due_at <= app_now()
      ORDER BY read_again_due_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
  UPDATE message m SET read_again_due_at = $2 FROM due
    WHERE m.organisation_id = app_organisation() AND m.stored_at = due.stored_at AND m.id = due.id
    RETURNING m.id, m.group_id AS "groupId", m.member_id AS "memberId", m.channel_kind AS "channelKind",
      m.sent_at AS "sentAt", m.text_ciphertext AS "textCiphertext", m.state, m.forwarded, m.media,
      (SELECT a.handle_ciphertext FROM member_alias a WHERE a.organisation_id = app_organisation()
        AND a.member_id = m.member_id AND a.channel_kind = m.channel_kind LIMIT 1) AS "handleCiphertext"`;

/** In one order, so that two who clear the same marks wait for each other instead of forever. */
const CLEAR = `
  WITH marked AS (
    SELECT m.stored_at, m.id, r.heat FROM unnest($1::uuid[], $2::real[]) AS r (id, heat)
      JOIN message m ON m.organisation_id = app_organisation() AND m.id = r.id AND m.read_again_due_at IS NOT NULL
      ORDER BY m.id FOR UPDATE OF m)
  UPDATE message m SET read_again_due_at = NULL, heat = coalesce(marked.heat, m.heat) FROM marked
    WHERE m.organisation_id = app_organisation() AND m.stored_at = marked.stored_at AND m.id = marked.id
    RETURNING m.id`;
