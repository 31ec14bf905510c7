import { describe, expect, it } from '@jest/globals';
import { aDatabase, workOf } from '../harness/database.js';
import { withClient } from '../harness/postgres.js';
import { populate } from './populate.js';

const database = await aDatabase();
const mine = await database.anOrganisation();
const theirs = await database.anOrganisation();
await database.ownerQuery('DELETE FROM organisation');

const tables = await withClient(database.ownerUrl, async (client) => {
  await populate(client, mine, database.clock.now());
  return populate(client, theirs, database.clock.now());
});

/** They belong to no organisation: what stands before sign-in. */
const WITHOUT_ORGANISATION = ['setup_link', 'sign_in_attempt'];

const isolated = tables.filter((name) => !WITHOUT_ORGANISATION.includes(name));

async function partitions(): Promise<string[]> {
  const rows = await database.ownerQuery<{ relname: string }>(
    `SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relkind = 'r'`,
  );
  return rows.map(({ relname }) => relname);
}

describe('Isolation', () => {
  it('is switched on, and holds for the owner too, on every table and partition', async () => {
    const open = await database.ownerQuery(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        AND NOT (relrowsecurity AND relforcerowsecurity)
        AND relname <> ALL ($1) ORDER BY relname`,
      [
        [
          ...WITHOUT_ORGANISATION,
          'schema_migration',
          'time_partitioned',
          'incident_transition',
          'retention_class',
        ],
      ],
    );
    expect(open).toEqual([]);
  });

  it('covers every table: each belongs to an organisation or is listed as standing before one', async () => {
    const rows = await database.ownerQuery<{ table_name: string }>(
      `SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'organisation_id'`,
    );
    const owned = new Set(rows.map(({ table_name: name }) => name));
    expect(isolated.filter((name) => !owned.has(name))).toEqual([]);
  });

  it.each(isolated)('%s: without a unit of work there is not one row', async (table) => {
    expect(await database.ownerQuery(`SELECT FROM "${table}"`)).toHaveLength(2);
    const rows = await withClient(database.serviceUrl, (client) => client.query(`SELECT FROM "${table}"`));
    expect(rows.rowCount).toBe(0);
  });

  it.each(isolated)('%s: an organisation sees its own row and no other', async (table) => {
    const rows = await database.unitOfWork.run(workOf(mine), (tx) =>
      tx.query<{ organisation_id: string }>(`SELECT organisation_id FROM "${table}"`),
    );
    expect(rows).toEqual([{ organisation_id: mine }]);
  });

  it.each(isolated)('%s: an organisation changes and removes no row of another', async (table) => {
    const touched = await database.unitOfWork.run(workOf(mine), async (tx) => {
      const counts: number[] = [];
      for (const [right, sql] of [
        [
          'UPDATE',
          `UPDATE "${table}" SET organisation_id = organisation_id WHERE organisation_id = $1 RETURNING 1`,
        ],
        ['DELETE', `DELETE FROM "${table}" WHERE organisation_id = $1 RETURNING 1`],
      ] as const) {
        const [may] = await tx.query<{ may: boolean }>('SELECT has_table_privilege($1, $2) AS may', [
          table,
          right,
        ]);
        if (may?.may && table !== 'organisation') counts.push((await tx.query(sql, [theirs])).length);
      }
      return counts;
    });
    expect(touched.filter((count) => count > 0)).toEqual([]);
  });

  it.each(isolated)('%s: nobody writes a row into another organisation', async (table) => {
    const policies = await database.ownerQuery<{ with_check: string }>(
      `SELECT DISTINCT with_check FROM pg_policies WHERE tablename = $1 AND cmd IN ('ALL', 'INSERT')`,
      [table],
    );
    expect(policies).toEqual([{ with_check: '(organisation_id = app_organisation())' }]);
  });

  it('leaves no way around the parent: no partition can be reached by its own name', async () => {
    const names = await partitions();
    expect(names.length).toBeGreaterThan(20);
    await withClient(database.serviceUrl, async (client) => {
      for (const name of names)
        await expect(client.query(`SELECT FROM "${name}"`)).rejects.toMatchObject({ code: '42501' });
    });
  });

  it('gives the service nothing of its own and no way to more', async () => {
    const [role] = await withClient(database.serviceUrl, async (client) => {
      const { rows } = await client.query(
        `SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication,
          (SELECT count(*) FROM pg_class WHERE relowner = r.oid)::int AS relations,
          (SELECT count(*) FROM pg_proc WHERE proowner = r.oid)::int AS functions,
          (SELECT count(*) FROM pg_auth_members WHERE member = r.oid)::int AS memberships
        FROM pg_roles r WHERE rolname = current_user`,
      );
      return rows as unknown[];
    });
    expect(role).toEqual({
      ...{
        rolsuper: false,
        rolcreatedb: false,
        rolcreaterole: false,
        rolbypassrls: false,
        rolreplication: false,
      },
      ...{ relations: 0, functions: 0, memberships: 0 },
    });
  });

  it('does not let the service make tables or switch anything off', async () => {
    await withClient(database.serviceUrl, async (client) => {
      for (const sql of [
        'CREATE TABLE public.copy AS SELECT 1',
        'ALTER TABLE organisation DISABLE ROW LEVEL SECURITY',
        'DROP POLICY own_organisation ON organisation',
        'TRUNCATE audit_entry',
        'SET ROLE mlinzi',
      ])
        await expect(client.query(sql)).rejects.toMatchObject({ code: expect.stringMatching(/^42/) });
    });
  });
});

describe('What is append-only', () => {
  it.each(['basis_event', 'objection_event', 'audit_entry'])(
    '%s refuses change, from its owner too',
    async (table) => {
      const change = `UPDATE "${table}" SET organisation_id = organisation_id`;
      await expect(database.ownerQuery(change)).rejects.toThrow('is append-only');
      await expect(database.ownerQuery(`DELETE FROM "${table}"`)).rejects.toThrow('is append-only');
    },
  );
});
