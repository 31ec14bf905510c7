import { isUuid } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { InvalidPlace } from '../audit.errors.js';
import { ENTRY_COLUMNS, entryOf } from '../record/entry.repository.js';
import type { EntryRow } from '../record/entry.repository.js';
import type { Entry } from '../record/entry.js';
import { conditionOf } from './entry-filter.js';
import type { EntryFilter } from './entry-filter.js';

/** An entry as readers see it. */
export interface ListedEntry {
  readonly entry: Entry;
  /** Its place in the tree, counted from 0; null in the seconds before it has one. */
  readonly position: number | null;
}

type ListedRow = EntryRow & { readonly position: string | null; readonly organisation: string };

const SELECT = `SELECT ${ENTRY_COLUMNS}, app_organisation() AS organisation, l.position FROM audit_entry e
  LEFT JOIN audit_leaf l ON l.organisation_id = e.organisation_id AND l.entry_id = e.id`;

/** Newest first, strictly before the cursor. */
export async function listEntries(
  tx: Transaction,
  asked: { readonly filter: EntryFilter; readonly after: string | null },
  limit: number,
): Promise<readonly ListedEntry[]> {
  const { sql, values } = conditionOf(asked.filter);
  const cursor = asked.after === null ? null : readCursor(asked.after);
  const [at, id] = [values.length + 2, values.length + 3];
  const before = cursor ? ` AND (e.at, e.id) < ($${at}::timestamptz, $${id}::uuid)` : '';
  const rows = await tx.query<ListedRow>(
    `${SELECT} WHERE ${sql}${before} ORDER BY e.at DESC, e.id DESC LIMIT $${values.length + 1}`,
    [...values, limit, ...(cursor ? [cursor.at, cursor.id] : [])],
  );
  return rows.map(listed);
}

export async function oneEntry(tx: Transaction, id: string): Promise<ListedEntry | null> {
  const [row] = await tx.query<ListedRow>(
    `${SELECT} WHERE e.organisation_id = app_organisation() AND e.id = $1`,
    [id],
  );
  return row ? listed(row) : null;
}

function listed(row: ListedRow): ListedEntry {
  const position = row.position === null ? null : Number(row.position);
  return { entry: entryOf(row, row.organisation), position };
}

export function cursorAt({ entry }: ListedEntry): string {
  return Buffer.from(`${entry.at} ${entry.id}`).toString('base64url');
}

/** Throws InvalidPlace for anything this service would not hand out. */
function readCursor(text: string): { readonly at: string; readonly id: string } {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString('latin1').split(' ');
  if (Number.isNaN(Date.parse(at)) || !isUuid(id)) throw new InvalidPlace();
  return { at, id };
}
