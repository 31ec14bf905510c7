import { readdir } from 'node:fs/promises';
import type { DataSource, MigrationInterface } from 'typeorm';
import { DatabaseNewer } from './database.errors.js';
import { dataSource } from './data-source.js';

export type MigrationClass = new () => MigrationInterface;

/** `migrations/` beside `src/`, in the sources and in the build alike. */
const FOLDER = new URL('../../../migrations/', import.meta.url);

/** Every migration there is, oldest first. */
export async function migrationClasses(): Promise<MigrationClass[]> {
  const files = (await readdir(FOLDER)).filter((name) => /^\d{4}-[a-z-]+\.(js|ts)$/.test(name)).sort();
  const modules = await Promise.all(
    files.map((name) => import(new URL(name, FOLDER).href) as Promise<Record<string, MigrationClass>>),
  );
  return modules.flatMap((module) => Object.values(module));
}

/**
 * Brings the schema up to date; answers the names of the migrations that ran. One starter at a time: the lock is held
 * by an open transaction, not by a session, so a pooler may stand between. Cheap when there is nothing to do.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const migrations = await migrationClasses();
  const source = dataSource({ url: ownerUrl, poolSize: 2, migrations });
  await source.initialize();
  try {
    if ((await pendingOf(source, migrations)).length === 0) return [];
    return await source.transaction(async (holder) => {
      await holder.query(`SELECT pg_advisory_xact_lock(hashtext('mlinzi.migrate'))`);
      const ran = await source.runMigrations();
      // The service asks whether the schema is its own; it may look and nothing more.
      await holder.query(`DO $$ BEGIN EXECUTE format('GRANT SELECT ON schema_migration TO %I',
        current_database() || '_service'); END $$`);
      return ran.map(({ name }) => name);
    });
  } finally {
    await source.destroy();
  }
}

/** Names of the migrations this program has and the database has not. Refuses a database that is ahead. */
export async function pendingOf(
  source: Pick<DataSource, 'query'>,
  migrations: readonly MigrationClass[],
): Promise<string[]> {
  const known = migrations.map((migration) => migration.name);
  const [table] = await source.query<{ exists: boolean }[]>(
    `SELECT to_regclass('schema_migration') IS NOT NULL AS exists`,
  );
  if (!table?.exists) return known;
  const rows = await source.query<{ name: string }[]>('SELECT name FROM schema_migration');
  const applied = new Set(rows.map(({ name }) => name));
  const unknown = [...applied].filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new DatabaseNewer(unknown);
  return known.filter((name) => !applied.has(name));
}
