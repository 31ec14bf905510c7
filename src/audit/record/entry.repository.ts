import type { Transaction } from '../../kernel/transaction.js';
import type { Opening } from './commit.js';
import type { Entry } from './entry.js';

export interface Recorded {
  readonly entry: Entry;
  readonly openings: readonly Opening[];
}

interface EntryRow {
  readonly id: string;
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly purpose: string;
  readonly act: string;
  readonly object_kind: string;
  readonly object_id: string;
  readonly outcome: string;
  readonly details: Entry['details'];
  readonly commitments: Entry['commitments'];
}

/** Entries, their wait for a place, and their openings, in one statement. */
export async function writeEntries(tx: Transaction, recorded: readonly Recorded[]): Promise<void> {
  const rows = recorded.map(({ entry }, place) => {
    const { id, at, actor, purpose, act, object, outcome, details, commitments } = entry;
    return {
      ...{ place, id, at, purpose, act, outcome, details, commitments },
      ...{ actor_kind: actor.kind, actor_id: actor.id, object_kind: object.kind, object_id: object.id },
    };
  });
  const openings = recorded.flatMap(({ entry, openings: own }) =>
    own.map(({ name, subject, ciphertext }) => ({
      entry_id: entry.id,
      name,
      subject,
      ciphertext: `\\x${Buffer.from(ciphertext).toString('hex')}`,
    })),
  );
  await tx.query(WRITE, [JSON.stringify(rows), JSON.stringify(openings)]);
}

const WRITE = `
  WITH entry AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS e(place integer, id uuid, at timestamptz, actor_kind text,
      actor_id text, purpose text, act text, object_kind text, object_id text, outcome text, details jsonb,
      commitments jsonb)),
  written AS (
    INSERT INTO audit_entry (organisation_id, id, at, actor_kind, actor_id, purpose, act, object_kind, object_id,
        outcome, details, commitments)
      SELECT app_organisation(), id, at, actor_kind, actor_id, purpose, act, object_kind, object_id, outcome,
        details, commitments FROM entry),
  opened AS (
    INSERT INTO audit_opening (organisation_id, entry_id, name, subject, ciphertext)
      SELECT app_organisation(), entry_id, name, subject, ciphertext FROM jsonb_to_recordset($2::jsonb)
        AS o(entry_id uuid, name text, subject text, ciphertext bytea))
  INSERT INTO audit_pending (organisation_id, entry_id, at)
    SELECT app_organisation(), id, at FROM entry ORDER BY place`;

/** The columns of `audit_entry e` that `entryOf` reads. */
export const ENTRY_COLUMNS = `e.id, e.at, e.actor_kind, e.actor_id, e.purpose, e.act, e.object_kind, e.object_id,
  e.outcome, e.details, e.commitments`;

export function entryOf(row: EntryRow, organisationId: string): Entry {
  return {
    id: row.id,
    organisationId,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id },
    purpose: row.purpose,
    act: row.act,
    object: { kind: row.object_kind, id: row.object_id },
    outcome: row.outcome,
    details: row.details,
    commitments: row.commitments,
  };
}

/** What an outer join answers: an entry, or nothing in its columns. */
export type PerhapsEntryRow = EntryRow | { readonly id: null };

export type { EntryRow };
