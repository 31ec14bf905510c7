import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../kernel/transaction.js';
import type { TableRule } from '../map/data-map.js';
import { overIn } from './over.js';

/** A partition waits this long at most for readers of its table, who would otherwise wait behind it. */
const LOCK_TIMEOUT = '2s';

/** Counting stops here: beyond, "more than" is as useful and takes no seconds. */
export const COUNT_LIMIT = 100_000;

export interface TableCount {
  /** At most `COUNT_LIMIT` + 1. */
  readonly rows: number;
  readonly over: number;
  readonly oldest: Date | null;
}

/** Statements made from the map: they name tables and columns of the map only, never anything that was given. */
@Injectable()
export class DueRepository {
  private readonly keys = new Map<string, readonly string[]>();

  /** Removes up to `limit` rows that are over; answers the first key column of each. Purpose `retention`. */
  async remove(tx: Transaction, rule: TableRule, asked: { class: string; limit: number }): Promise<string[]> {
    const over = overIn(rule, asked.class);
    if (over === null) return [];
    const key = await this.keyOf(tx, rule.table);
    const columns = key.join(', ');
    const rows = await tx.query<{ id: string }>(
      `WITH due AS MATERIALIZED (SELECT ${columns} FROM ${rule.table} WHERE ${over} LIMIT $1)
       DELETE FROM ${rule.table} USING due WHERE ${key.map((name) => `${rule.table}.${name} = due.${name}`).join(' AND ')}
       RETURNING ${rule.table}.${key[0] ?? 'id'}::text AS id`,
      [asked.limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Drops what is over for whoever keeps longest. Needs the purpose `retention_look`; answers how many partitions. */
  async dropPartitions(tx: Transaction, { table }: TableRule, classId: string): Promise<number> {
    await tx.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
    const [row] = await tx.query<{ dropped: number }>(
      `SELECT app_drop_partitions($1, app_now() - make_interval(days => greatest(
         (SELECT keep_days FROM retention_class WHERE class = $2),
         (SELECT max(keep_days) FROM retention_setting WHERE class = $2)))) AS dropped`,
      [table, classId],
    );
    return row?.dropped ?? 0;
  }

  async count(tx: Transaction, rule: TableRule, classId: string): Promise<TableCount> {
    const { table, anchor, columns } = rule;
    // The house's own lists: the service may not look into all of them.
    if (!columns.has('organisation_id') && anchor === null) return { rows: 0, over: 0, oldest: null };
    const own = columns.has('organisation_id') ? 'organisation_id = app_organisation()' : 'true';
    const over = overIn(rule, classId);
    const counted = (where: string) =>
      `(SELECT count(*)::int FROM (SELECT FROM ${table} WHERE ${where} LIMIT ${COUNT_LIMIT + 1}) AS counted)`;
    const [row] = await tx.query<TableCount>(
      `SELECT ${counted(own)} AS rows, ${over === null ? '0' : counted(over)} AS over,
         ${anchor === null ? 'NULL' : `(SELECT min(${anchor})::timestamptz FROM ${table} WHERE ${own})`} AS oldest`,
    );
    return row ?? { rows: 0, over: 0, oldest: null };
  }

  /** Days that hold now, by class. */
  async keeps(tx: Transaction): Promise<ReadonlyMap<string, number>> {
    const rows = await tx.query<{ class: string; days: number }>(
      `SELECT c.class, coalesce(s.keep_days, c.keep_days) AS days FROM retention_class c
         LEFT JOIN retention_setting s ON s.organisation_id = app_organisation() AND s.class = c.class`,
    );
    return new Map(rows.map((row) => [row.class, row.days]));
  }

  async choose(tx: Transaction, classId: string, days: number): Promise<void> {
    await tx.query(
      `INSERT INTO retention_setting (organisation_id, class, keep_days, changed_by, changed_at)
         VALUES (app_organisation(), $1, $2, app_actor(), app_now())
         ON CONFLICT ON CONSTRAINT retention_setting_pkey DO UPDATE
           SET keep_days = excluded.keep_days, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
      [classId, days],
    );
  }

  private async keyOf(tx: Transaction, table: string): Promise<readonly string[]> {
    const known = this.keys.get(table);
    if (known) return known;
    const rows = await tx.query<{ name: string }>(
      `SELECT a.attname AS name FROM pg_index i JOIN unnest(i.indkey) WITH ORDINALITY AS k (number, place) ON true
         JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
         WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY k.place`,
      [table],
    );
    // A table without a key is small and short-lived; its rows are told apart by where they lie.
    const key = rows.length === 0 ? ['ctid'] : rows.map(({ name }) => name);
    this.keys.set(table, key);
    return key;
  }
}
