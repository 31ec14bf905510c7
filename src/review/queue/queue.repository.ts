import { Injectable } from '@nestjs/common';
import type { Assessment } from '../../kernel/assessment.js';
import { LEVELS } from '../../kernel/level.js';
import type { Level } from '../../kernel/level.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Reach } from '../../platform/auth/index.js';
import { COLUMNS, JOINS } from '../flags/flag.repository.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import type { Cursor } from './cursor.js';
import { sectionOf } from './flag-filter.js';
import type { FlagFilter } from './flag-filter.js';

/** How many flags of one outcome and level wait. */
export interface FlagCount {
  readonly outcome: Assessment['outcome'];
  readonly level: Level;
  /** At most COUNT_LIMIT: counting a million to say "many" would cost every page a second. */
  readonly open: number;
}

export const COUNT_LIMIT = 1000;

/** Every statement on queues. Each is a few ranges of an index, however long the queue is. */
@Injectable()
export class QueueRepository {
  /** Worst first, newest first within a level: the best of each run of the index, merged. */
  async page(
    tx: Transaction,
    asked: { readonly filter: FlagFilter; readonly reach: Reach; readonly after: Cursor | null },
    limit: number,
  ): Promise<readonly StoredFlag[]> {
    const { runs, within, values } = sectionOf(asked.filter, asked.reach, asked.after);
    const best = `ORDER BY ${ORDER} LIMIT $${values.length + 1}`;
    const queue = `SELECT f.* FROM ${runs} CROSS JOIN LATERAL (SELECT * FROM flag f WHERE ${within} ${best}) AS f ${best}`;
    const sql = `SELECT ${COLUMNS} FROM (${queue}) AS f ${JOINS} ORDER BY ${ORDER}`;
    return tx.query<StoredFlag>(sql, [...values, limit]);
  }

  async count(tx: Transaction, filter: FlagFilter, reach: Reach): Promise<readonly FlagCount[]> {
    const { runs, within, values } = sectionOf(filter, reach, null);
    const rows = await tx.query<{ outcome: Assessment['outcome']; rank: number; open: number }>(
      `SELECT run.outcome, step.rank, least(sum(c.open), ${COUNT_LIMIT})::integer AS open
         FROM ${runs} CROSS JOIN generate_series(0, 4) AS step (rank) CROSS JOIN LATERAL (
           SELECT count(*) AS open FROM (
             SELECT FROM flag f WHERE ${within} AND f.severity_rank = step.rank::smallint LIMIT ${COUNT_LIMIT}
           ) AS capped) AS c
         GROUP BY run.outcome, step.rank HAVING sum(c.open) > 0`,
      values,
    );
    return rows.map(({ outcome, rank, open }) => ({ outcome, level: LEVELS[rank] ?? 'none', open }));
  }

  /** All outcomes and levels together, up to COUNT_LIMIT. */
  async countOf(tx: Transaction, filter: FlagFilter, reach: Reach): Promise<number> {
    const { runs, within, values } = sectionOf(filter, reach, null);
    const [row] = await tx.query<{ open: number }>(
      `SELECT count(*)::integer AS open FROM (
         SELECT FROM ${runs} CROSS JOIN LATERAL (SELECT FROM flag f WHERE ${within}
           ORDER BY f.severity_rank DESC, f.created_at DESC LIMIT ${COUNT_LIMIT}) AS f
           LIMIT ${COUNT_LIMIT}) AS capped`,
      values,
    );
    return row?.open ?? 0;
  }

  /** When the flag that waits longest was raised: the end of each level's range, never a walk through the ages. */
  async oldest(tx: Transaction, filter: FlagFilter, reach: Reach): Promise<Date | null> {
    const { runs, within, values } = sectionOf(filter, reach, null);
    const [row] = await tx.query<{ oldest: Date | null }>(
      `SELECT min(f.created_at) AS oldest
         FROM ${runs} CROSS JOIN generate_series(0, 4) AS step (rank) CROSS JOIN LATERAL (
           SELECT f.created_at FROM flag f
             WHERE ${within} AND f.severity_rank BETWEEN step.rank::smallint AND step.rank::smallint
             ORDER BY f.severity_rank, f.created_at LIMIT 1) AS f`,
      values,
    );
    return row?.oldest ?? null;
  }
}

const ORDER = 'f.severity_rank DESC, f.created_at DESC, f.id DESC';
