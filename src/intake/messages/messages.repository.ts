import { Injectable } from '@nestjs/common';
import type { MessageId } from '../../kernel/ids.js';
import type { AdmittedMessage } from '../../kernel/message.js';
import type { Transaction } from '../../kernel/transaction.js';
import { AlreadyWalked } from './messages.errors.js';

/** A message as it is remembered for ever: sixteen bytes of keyed HMAC and its time. */
export interface Identity {
  readonly identity: Uint8Array;
  readonly sentAt: Date;
}

/** A walked message, sealed. */
export interface StoredMessage {
  readonly message: AdmittedMessage;
  readonly channelKind: string;
  readonly identity: Uint8Array;
  /** Null when there were no words. */
  readonly textCiphertext: Uint8Array | null;
  /** ISO 639-3. */
  readonly language: string;
  /** 0..1, as `Turn.heat`. */
  readonly heat: number;
  /** Marked, so that it is read again. */
  readonly readAgain: boolean;
}

/** Tables of the walk that are cut by when a message was sent; rows of any year must find a place. */
const CUT_BY_SENDING = ['message_identity', 'sighting', 'member_join'];

/** Messages and what is left of them when they are gone. One statement per batch, whatever its size. */
@Injectable()
export class MessagesRepository {
  /** Exports reach back for years; a partition is made when the first message of its year is met. */
  async makeRoom(tx: Transaction, moments: Iterable<Date>): Promise<void> {
    const years = new Set([...moments].map((moment) => moment.getUTCFullYear()));
    if (years.size === 0) return;
    await tx.query(
      `SELECT app_ensure_partitions(parent, moment, moment)
       FROM unnest($1::text[]) AS p (parent), unnest($2::timestamptz[]) AS m (moment)`,
      [CUT_BY_SENDING, [...years].map((year) => new Date(Date.UTC(year, 6, 1)))],
    );
  }

  /** The identities, in hex, that were walked before. */
  async known(tx: Transaction, identities: readonly Identity[]): Promise<ReadonlySet<string>> {
    if (identities.length === 0) return new Set();
    const rows = await tx.query<{ identity: string }>(
      `SELECT encode(m.identity, 'hex') AS identity
       FROM unnest($1::bytea[], $2::timestamptz[]) AS i (identity, sent_at)
       JOIN message_identity m ON m.organisation_id = $3 AND m.identity = i.identity AND m.sent_at = i.sent_at`,
      [
        identities.map(({ identity }) => identity),
        identities.map(({ sentAt }) => sentAt),
        tx.context.organisationId,
      ],
    );
    return new Set(rows.map(({ identity }) => identity));
  }

  /** @throws AlreadyWalked when one of them has been stored since it was found to be new. */
  async store(tx: Transaction, messages: readonly StoredMessage[], at: Date): Promise<void> {
    if (messages.length === 0) return;
    const rows = await tx.query<{ id: MessageId }>(INSERT, [
      tx.context.organisationId,
      at,
      messages.map(({ message }) => message.id),
      messages.map(({ message }) => message.groupId),
      messages.map(({ message }) => message.memberId),
      messages.map(({ channelKind }) => channelKind),
      messages.map(({ message }) => message.sentAt),
      messages.map(({ textCiphertext }) => textCiphertext),
      messages.map(({ message }) => message.state),
      messages.map(({ message }) => message.forwarded),
      messages.map(({ message }) => mediaOf(message)),
      messages.map(({ language }) => language),
      messages.map(({ heat }) => heat),
      messages.map(({ identity }) => identity),
      messages.map(({ readAgain }) => readAgain),
    ]);
    if (rows.length < messages.length) throw new AlreadyWalked();
  }
}

/** A message and its identity come to be together or not at all. */
const INSERT = `
  WITH walked AS (
    SELECT * FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::timestamptz[], $8::bytea[], $9::text[],
      $10::text[], $11::jsonb[], $12::text[], $13::real[], $14::bytea[], $15::boolean[])
      AS w (id, group_id, member_id, channel_kind, sent_at, body, state, forwarded, media, language, heat, identity,
        read_again)),
  fresh AS (
    INSERT INTO message_identity (organisation_id, identity, sent_at)
    SELECT $1, identity, sent_at FROM walked ON CONFLICT DO NOTHING RETURNING identity)
  INSERT INTO message (id, organisation_id, group_id, member_id, channel_kind, sent_at, stored_at, text_ciphertext,
    state, forwarded, media, language, heat, read_again_due_at)
  SELECT id, $1, group_id, member_id, channel_kind, sent_at, $2, body, state, forwarded, media, language, heat,
    CASE WHEN read_again THEN $2::timestamptz END
  FROM walked JOIN fresh USING (identity)
  RETURNING id`;

/** Names of files are members' words more often than not: kind and hash are enough to recognise one. */
function mediaOf({ media }: AdmittedMessage): string | null {
  if (media.length === 0) return null;
  return JSON.stringify(media.map(({ kind, sha256 }) => ({ kind, sha256 })));
}
