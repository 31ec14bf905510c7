import type { Transaction } from '../../kernel/transaction.js';
import { Frontier } from '../verify/verify-export.js';
import { ENTRY_COLUMNS, entryOf } from '../record/entry.repository.js';
import type { PerhapsEntryRow } from '../record/entry.repository.js';
import type { Entry } from '../record/entry.js';

export interface Leaf {
  readonly position: number;
  readonly entryId: string;
  readonly at: string;
  readonly hash: Buffer;
}

/** A perfect subtree of 2^level leaves. */
export interface TreeNode {
  readonly level: number;
  readonly position: number;
  readonly hash: Buffer;
}

/** What a batch adds to the tree. */
export interface Growth {
  readonly frontier: Frontier;
  readonly leaves: readonly Leaf[];
  readonly nodes: readonly TreeNode[];
  readonly note: string;
}

/** The organisation's tree, held until the transaction ends; while another worker holds it: waited for, or null. */
export async function holdTree(tx: Transaction, held: 'wait' | 'pass'): Promise<Frontier | null> {
  const lock = held === 'wait' ? 'FOR UPDATE' : 'FOR UPDATE SKIP LOCKED';
  await tx.query(
    `INSERT INTO audit_tree (organisation_id, size, edge) VALUES (app_organisation(), 0, '') ON CONFLICT DO NOTHING`,
  );
  const [row] = await tx.query<{ size: string; edge: Buffer }>(
    `SELECT size, edge FROM audit_tree WHERE organisation_id = app_organisation() ${lock}`,
  );
  return row ? frontierOf(Number(row.size), row.edge) : null;
}

/** From the roots of its perfect subtrees, lowest first. */
function frontierOf(size: number, hashes: Buffer): Frontier {
  const edge: (Buffer | undefined)[] = [];
  let at = 0;
  for (let level = 0, rest = size; rest > 0; level += 1, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 0) continue;
    edge[level] = hashes.subarray(at, at + 32);
    at += 32;
  }
  return new Frontier(size, edge);
}

/** Takes what waits, in the order it was written; an entry that waits and is not there comes as null. */
export async function takePending(tx: Transaction, limit: number): Promise<readonly (Entry | null)[]> {
  const rows = await tx.query<PerhapsEntryRow & { readonly organisation: string }>(
    `WITH next AS (
       SELECT position FROM audit_pending WHERE organisation_id = app_organisation() ORDER BY position LIMIT $1),
     taken AS (
       DELETE FROM audit_pending p USING next
         WHERE p.organisation_id = app_organisation() AND p.position = next.position
         RETURNING p.position, p.entry_id, p.at)
     SELECT ${ENTRY_COLUMNS}, app_organisation() AS organisation FROM taken t
       LEFT JOIN audit_entry e ON e.organisation_id = app_organisation() AND e.id = t.entry_id AND e.at = t.at
       ORDER BY t.position`,
    [limit],
  );
  return rows.map((row) => (row.id === null ? null : entryOf(row, row.organisation)));
}

export async function storeGrowth(tx: Transaction, { frontier, leaves, nodes, note }: Growth): Promise<void> {
  await tx.query(
    `INSERT INTO audit_leaf (organisation_id, position, entry_id, at, hash)
       SELECT app_organisation(), * FROM unnest($1::bigint[], $2::uuid[], $3::timestamptz[], $4::bytea[])`,
    [
      leaves.map(({ position }) => position),
      leaves.map(({ entryId }) => entryId),
      leaves.map(({ at }) => at),
      leaves.map(({ hash }) => hash),
    ],
  );
  await tx.query(
    `INSERT INTO audit_node (organisation_id, level, position, hash)
       SELECT app_organisation(), * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
    [nodes.map(({ level }) => level), nodes.map(({ position }) => position), nodes.map(({ hash }) => hash)],
  );
  const edge = Buffer.concat(frontier.edge.filter((hash) => hash !== undefined));
  await tx.query(
    `WITH grown AS (UPDATE audit_tree SET size = $1, edge = $2 WHERE organisation_id = app_organisation())
     INSERT INTO audit_checkpoint (organisation_id, size, root, note, at)
       VALUES (app_organisation(), $1, $3, $4, app_now())`,
    [frontier.size, edge, frontier.root(), note],
  );
}
