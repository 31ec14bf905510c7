import type { Transaction } from '../../kernel/transaction.js';
import { ENTRY_COLUMNS, entryOf } from '../record/entry.repository.js';
import type { PerhapsEntryRow } from '../record/entry.repository.js';
import type { Entry } from '../record/entry.js';

/** A place in the tree and what stands there: null when its time to be kept is over. */
export interface PlacedEntry {
  readonly position: number;
  readonly hash: Buffer;
  readonly entry: Entry | null;
}

export interface SignedSize {
  readonly size: number;
  readonly note: string;
  readonly at: Date;
}

/** How many entries have a place. */
export async function treeSize(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ size: string }>(
    'SELECT size FROM audit_tree WHERE organisation_id = app_organisation()',
  );
  return Number(row?.size ?? 0);
}

/** Entries from a position on, at most `limit`, in the order of the tree. */
export async function placedEntries(
  tx: Transaction,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<readonly PlacedEntry[]> {
  const rows = await tx.query<PerhapsEntryRow & { position: string; hash: Buffer; organisation: string }>(
    `SELECT l.position, l.hash, app_organisation() AS organisation, ${ENTRY_COLUMNS} FROM audit_leaf l
       LEFT JOIN audit_entry e ON e.organisation_id = l.organisation_id AND e.at = l.at AND e.id = l.entry_id
       WHERE l.organisation_id = app_organisation() AND l.position >= $1 AND l.position < $1 + $2 ORDER BY l.position`,
    [from, limit],
  );
  return rows.map((row) => ({
    position: Number(row.position),
    hash: row.hash,
    entry: row.id === null ? null : entryOf(row, row.organisation),
  }));
}

/** Checkpoints over more than `after` entries and at most `to`, in order. */
export async function signedSizes(
  tx: Transaction,
  { after, to }: { readonly after: number; readonly to: number },
): Promise<readonly SignedSize[]> {
  const rows = await tx.query<{ size: string; note: string; at: Date }>(
    `SELECT size, note, at FROM audit_checkpoint
       WHERE organisation_id = app_organisation() AND size > $1 AND size <= $2 ORDER BY size`,
    [after, to],
  );
  return rows.map(({ size, note, at }) => ({ size: Number(size), note, at }));
}

export async function lastCheckpoint(tx: Transaction): Promise<SignedSize | null> {
  const [row] = await tx.query<{ size: string; note: string; at: Date }>(
    `SELECT size, note, at FROM audit_checkpoint WHERE organisation_id = app_organisation()
       ORDER BY size DESC LIMIT 1`,
  );
  return row ? { size: Number(row.size), note: row.note, at: row.at } : null;
}
