import { Injectable } from '@nestjs/common';
import type { MemberId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { MemberRule, TableRule } from '../map/data-map.js';
import { dataMap } from '../map/read-data-map.js';
import type { Level, StoreLine } from './erasure.js';

interface MemberTable {
  readonly table: string;
  readonly rule: MemberRule;
}

const LEVELS: Readonly<Record<MemberRule['forget'], Level>> = {
  delete: 'deleted',
  clear: 'cleared',
  shred: 'key_destroyed',
  keep: 'random_id',
};

/** Every store that has something of a member, as the data map says; a table declared tomorrow is forgotten and read, too. */
@Injectable()
export class MemberStores {
  /** The row that others point to goes last. */
  private readonly tables: readonly MemberTable[] = dataMap()
    .classes.flatMap((one) => one.tables)
    .flatMap(({ table, member }: TableRule) => (member ? [{ table, rule: member }] : []))
    .sort((a, b) => Number(a.table === 'member') - Number(b.table === 'member'));

  /** Deletes and empties what is there; answers rows by table. Purpose `forget`. */
  async forget(tx: Transaction, memberId: MemberId): Promise<Readonly<Record<string, number>>> {
    const done: Record<string, number> = {};
    for (const one of this.tables) {
      const sql = forgetting(one);
      if (sql === null) continue;
      const [row] = await tx.query<{ rows: number }>(
        `WITH gone AS (${sql} RETURNING 1) SELECT count(*)::int AS rows FROM gone`,
        [memberId],
      );
      if (row && row.rows > 0) done[one.table] = row.rows;
    }
    return done;
  }

  /** Reads every store again: rows of the member that are left, and those of them that hold more than a random id. */
  async readAgain(
    tx: Transaction,
    memberId: MemberId,
  ): Promise<readonly (Omit<StoreLine, 'rows'> & { readonly legible: number })[]> {
    const lines = [];
    for (const { table, rule } of this.tables) {
      const [row] = await tx.query<{ remaining: number; legible: number }>(
        `SELECT count(*)::int AS remaining, (count(*) FILTER (WHERE ${legible(rule)}))::int AS legible
           FROM ${table} WHERE ${ofMember({ table, rule })}`,
        [memberId],
      );
      lines.push({
        table,
        level: LEVELS[rule.forget],
        remaining: row?.remaining ?? 0,
        legible: row?.legible ?? 0,
      });
    }
    return lines;
  }
}

function ofMember({ rule: { by, through } }: MemberTable): string {
  const own = 'organisation_id = app_organisation()';
  return through === null
    ? `${own} AND ${by} = $1`
    : `${own} AND ${by} IN (SELECT id FROM ${through} WHERE ${own} AND member_id = $1)`;
}

function forgetting(one: MemberTable): string | null {
  const { table, rule } = one;
  if (rule.forget === 'delete') return `DELETE FROM ${table} WHERE ${ofMember(one)}`;
  if (rule.forget !== 'clear') return null;
  const emptied = rule.columns.map((column) => `${column} = NULL`).join(', ');
  return `UPDATE ${table} SET ${emptied} WHERE ${ofMember(one)} AND ${legible(rule)}`;
}

/** What is sealed under a destroyed key is there and says nothing; whether it is destroyed is asked of the vault. */
function legible({ forget, columns }: MemberRule): string {
  if (forget === 'delete') return 'true';
  return forget === 'clear' ? `num_nonnulls(${columns.join(', ')}) > 0` : 'false';
}
