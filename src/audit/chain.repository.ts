import type { Transaction } from '../kernel/transaction.js';
import { GENESIS } from './canonical.js';
import type { Entry } from './canonical.js';

export interface Head {
  readonly seq: number;
  readonly hash: Buffer;
}

export interface ChainedEntry {
  readonly entry: Entry;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

interface HeadRow {
  readonly seq: string;
  readonly hash: Buffer;
}

interface EntryRow extends HeadRow {
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly purpose: string;
  readonly act: string;
  readonly object_kind: string;
  readonly object_id: string;
  readonly outcome: string;
  readonly details: Entry['details'];
  readonly previous_hash: Buffer;
}

/** The end of the organisation's chain, locked until the transaction ends; made when there is none. */
export async function lockHead(tx: Transaction, organisationId: string): Promise<Head> {
  const select = 'SELECT seq, hash FROM audit_head WHERE organisation_id = $1 FOR UPDATE';
  const [row] = await tx.query<HeadRow>(select, [organisationId]);
  if (row) return { seq: Number(row.seq), hash: row.hash };
  const [made] = await tx.query<HeadRow>(
    `INSERT INTO audit_head (organisation_id, seq, hash) VALUES ($1, 0, $2)
      ON CONFLICT (organisation_id) DO UPDATE SET seq = audit_head.seq RETURNING seq, hash`,
    [organisationId, GENESIS],
  );
  if (!made) throw new Error('The head of the chain was neither found nor made');
  return { seq: Number(made.seq), hash: made.hash };
}

/** Entries and the new head in one statement. */
export async function append(tx: Transaction, chained: readonly ChainedEntry[]): Promise<void> {
  const last = chained.at(-1);
  if (!last) return;
  const rows = chained.map(({ entry, previousHash, hash }) => ({
    ...flat(entry),
    previous_hash: `\\x${previousHash.toString('hex')}`,
    hash: `\\x${hash.toString('hex')}`,
  }));
  await tx.query(
    `WITH entries AS (
      INSERT INTO audit_entry (organisation_id, seq, at, actor_kind, actor_id, purpose, act, object_kind, object_id,
        outcome, details, previous_hash, hash)
      SELECT $1, seq, at, actor_kind, actor_id, purpose, act, object_kind, object_id, outcome, details,
        previous_hash, hash
      FROM jsonb_to_recordset($4::jsonb) AS row(seq bigint, at timestamptz, actor_kind text, actor_id text,
        purpose text, act text, object_kind text, object_id text, outcome text, details jsonb, previous_hash bytea,
        hash bytea)
    )
    UPDATE audit_head SET seq = $2, hash = $3 WHERE organisation_id = $1`,
    [last.entry.organisationId, last.entry.seq, last.hash, JSON.stringify(rows)],
  );
}

/** The head and the last entry there is, seen at one moment: an entry beyond the head is a sign of tampering. */
export async function readEnds(
  tx: Transaction,
  organisationId: string,
): Promise<{ head: Head; lastSeq: number }> {
  const [row] = await tx.query<{ seq: string | null; hash: Buffer | null; last: string }>(
    `SELECT (SELECT seq FROM audit_head WHERE organisation_id = $1) AS seq,
      (SELECT hash FROM audit_head WHERE organisation_id = $1) AS hash,
      (SELECT coalesce(max(seq), 0) FROM audit_entry WHERE organisation_id = $1) AS last`,
    [organisationId],
  );
  return {
    head: { seq: Number(row?.seq ?? 0), hash: row?.hash ?? GENESIS },
    lastSeq: Number(row?.last ?? 0),
  };
}

/** Entries after `seq`, in order, at most `limit`. */
export async function readEntries(
  tx: Transaction,
  organisationId: string,
  page: { readonly after: number; readonly limit: number },
): Promise<ChainedEntry[]> {
  const rows = await tx.query<EntryRow>(
    `SELECT seq, at, actor_kind, actor_id, purpose, act, object_kind, object_id, outcome, details, previous_hash, hash
      FROM audit_entry WHERE organisation_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    [organisationId, page.after, page.limit],
  );
  return rows.map((row) => ({
    entry: entryOf(row, organisationId),
    previousHash: row.previous_hash,
    hash: row.hash,
  }));
}

function flat(
  entry: Entry,
): Omit<EntryRow, 'seq' | 'at' | 'hash' | 'previous_hash'> & { seq: number; at: string } {
  const { seq, at, actor, purpose, act, object, outcome, details } = entry;
  return {
    ...{ seq, at, purpose, act, outcome, details },
    ...{ actor_kind: actor.kind, actor_id: actor.id, object_kind: object.kind, object_id: object.id },
  };
}

function entryOf(row: EntryRow, organisationId: string): Entry {
  return {
    organisationId,
    seq: Number(row.seq),
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id },
    purpose: row.purpose,
    act: row.act,
    object: { kind: row.object_kind, id: row.object_id },
    outcome: row.outcome,
    details: row.details,
  };
}
