import type { Transaction } from '../../kernel/transaction.js';
import { STORED_LEVELS } from '../sequence/sequence-entries.js';
import { nodeHash } from '../verify/verify-export.js';
import type { Subtree } from './prove.js';

/** Subtrees out of what is stored: the next stored level below, or the leaves, at most 256 rows for each. */
export function storedSubtrees(tx: Transaction): Subtree {
  return async (level, position) => {
    const base = STORED_LEVELS.findLast((stored) => stored <= level) ?? 0;
    const count = 2 ** (level - base);
    const sql =
      base === 0
        ? `SELECT hash FROM audit_leaf WHERE organisation_id = app_organisation()
             AND position >= $1 AND position < $1 + $2 ORDER BY position`
        : `SELECT hash FROM audit_node WHERE organisation_id = app_organisation() AND level = ${base}
             AND position >= $1 AND position < $1 + $2 ORDER BY position`;
    const rows = await tx.query<{ hash: Buffer }>(sql, [position * count, count]);
    return fold(rows.map(({ hash }) => hash));
  };
}

function fold(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes;
  if (!first) throw new RangeError('A subtree of the audit log was asked for that is not there');
  if (hashes.length === 1) return first;
  const half = hashes.length / 2;
  return nodeHash(fold(hashes.slice(0, half)), fold(hashes.slice(half)));
}
