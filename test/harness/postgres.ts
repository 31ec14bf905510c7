import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { EmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres.js';
import { place } from '../../src/platform/database/embedded/placement.js';
import { migrate, setServicePassword } from '../../src/platform/database/index.js';
import { FakeClock } from './fake-clock.js';
import { once } from './once.js';
import { givenServer, runFolder } from './run.js';

/** One server for the whole run, and a migrated database to copy from. */
export interface TestServer {
  /** Owner's URL of a maintenance database. */
  readonly adminUrl: string;
  /** Migrated and empty; nobody connects to it. */
  readonly template: string;
  /** The template's service role serves every copy: grants are copied, and point to it. */
  readonly servicePassword: string;
}

/** Nothing of a test survives the run, so nothing needs to reach the disk. */
const VOLATILE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** Room for tests that look back a week or let a month pass. */
const PARTITIONS = `SELECT app_ensure_partitions(parent, $1::timestamptz - interval '7 days',
  $1::timestamptz + interval '31 days') FROM time_partitioned`;

const PASSWORD = 'for-tests-only';

/** Started by the first worker that asks. */
export async function testServer(): Promise<TestServer> {
  return once('server', () => start(runFolder()));
}

async function start(folder: string): Promise<TestServer> {
  const adminUrl = givenServer() ?? (await startEmbedded(folder));
  const template = `mlinzi_test_${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  await withClient(adminUrl, (client) => client.query(`CREATE DATABASE ${template}`));
  const url = urlOf(adminUrl, template);
  await migrate(url);
  await setServicePassword(url, PASSWORD);
  await withClient(url, (client) => client.query(PARTITIONS, [new FakeClock().now()]));
  return { adminUrl, template, servicePassword: PASSWORD };
}

async function startEmbedded(folder: string): Promise<string> {
  const placement = await place(folder);
  const server = await EmbeddedPostgres.start({ placement, password: PASSWORD, settings: VOLATILE });
  return server.url('postgres');
}

/** A copy of the template under a new name; answers the name. */
export async function createCopy(server: TestServer): Promise<string> {
  const name = `mlinzi_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  await withClient(server.adminUrl, (client) =>
    // Copying files beats replaying the log for a database of a few megabytes.
    client.query(`CREATE DATABASE ${name} TEMPLATE ${server.template} STRATEGY FILE_COPY`),
  );
  return name;
}

/** An empty database nobody migrated yet. */
export async function createEmpty(server: TestServer): Promise<string> {
  const name = `mlinzi_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  await withClient(server.adminUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  return name;
}

export async function drop(server: TestServer, name: string): Promise<void> {
  await withClient(server.adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

export function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
