import { afterAll, describe, expect, it } from '@jest/globals';
import { dataSource, migrate, migrationClasses } from '../../src/platform/database/index.js';
import { FakeClock } from '../harness/fake-clock.js';
import { createEmpty, drop, testServer, urlOf, withClient } from '../harness/postgres.js';
import { populate } from './populate.js';

const server = await testServer();
const name = await createEmpty(server);
const url = urlOf(server.adminUrl, name);
afterAll(async () => {
  await drop(server, name);
});

const ORGANISATION = '3f1d3c1a-5a55-4a0e-9a37-0d2a1a7f0b01';
const at = new FakeClock().now();

/** Everything that makes a schema, in a form that can be compared. */
async function schema(): Promise<unknown> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(`
      SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name <> 'schema_migration' ORDER BY 1, 2`);
    const policies = await client.query(
      'SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2',
    );
    const routines = await client.query(
      `SELECT proname, prosrc, proacl::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2`,
    );
    const grants = await client.query(
      `SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants
        WHERE table_schema = 'public' AND table_name <> 'schema_migration' ORDER BY 1, 2, 3`,
    );
    return { columns: rows, policies: policies.rows, routines: routines.rows, grants: grants.rows };
  });
}

async function fill(): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('SELECT app_ensure_partitions(parent, $1, $1) FROM time_partitioned', [at]);
    await populate(client, ORGANISATION, at);
  });
}

async function goDown(): Promise<void> {
  const source = await dataSource({ url, poolSize: 2, migrations: await migrationClasses() }).initialize();
  const { length } = await migrationClasses();
  for (let step = 0; step < length; step += 1) await source.undoLastMigration();
  await source.destroy();
}

describe('The migrations', () => {
  it('run once, whoever starts first, and cost nothing afterwards', async () => {
    const [one, two] = await Promise.all([migrate(url), migrate(url)]);
    const all = (await migrationClasses()).map((migration) => migration.name);
    expect([...one, ...two].sort()).toEqual([...all].sort());
    expect(await migrate(url)).toEqual([]);
  });

  it('go down over rows in every table and come up to the same schema', async () => {
    const before = await schema();
    await fill();
    await goDown();
    const { columns } = (await schema()) as { columns: unknown[] };
    expect(columns).toEqual([]);
    await migrate(url);
    expect(await schema()).toEqual(before);
    await fill();
  });

  it('refuse a database that a later version has changed', async () => {
    await withClient(url, (client) =>
      client.query(
        `INSERT INTO schema_migration (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`,
      ),
    );
    await expect(migrate(url)).rejects.toThrow(/later version of Mlinzi \(Later9999999999999\)/);
  });
});
