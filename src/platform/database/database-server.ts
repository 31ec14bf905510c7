import type pg from 'pg';
import { DatabaseNotUsable } from './database.errors.js';
import { EmbeddedPostgres } from './embedded/embedded-postgres.js';
import { place } from './embedded/placement.js';
import { runningPort } from './embedded/postmaster.js';
import { LastingClient } from './lasting-client.js';

/** A database that answers, and how to let go of it. */
export interface DatabaseServer {
  /** The owner's connection: migrations and nothing else. */
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

export interface EmbeddedServerOptions {
  readonly home: string;
  readonly password: string;
  readonly onCrash: (exitCode: number | null) => void;
}

/** Name of the database in the embedded server. */
const DATABASE = 'mlinzi';

/** The oldest server the migrations and `UNIQUE NULLS NOT DISTINCT` work on, as PostgreSQL numbers itself. */
const OLDEST = 150_000;

/** Starts the embedded server of a home that nobody else uses, and makes its database the first time. */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<DatabaseServer> {
  const placement = await place(options.home);
  const server = await EmbeddedPostgres.start({
    placement,
    password: options.password,
    onCrash: options.onCrash,
  });
  try {
    await createDatabase(server.url('postgres'));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { ownerUrl: server.url(DATABASE), stop: () => server.stop() };
}

/** The embedded server that another process of this home started and keeps running. */
export async function joinEmbeddedServer(options: EmbeddedServerOptions): Promise<DatabaseServer> {
  const { folder } = await place(options.home);
  const port = await runningPort(folder);
  const password = encodeURIComponent(options.password);
  return {
    ownerUrl: `postgres://mlinzi:${password}@127.0.0.1:${port}/${DATABASE}`,
    stop: () => Promise.resolve(),
  };
}

/** A server somebody else runs: asked once whether it will do. */
export async function useGivenServer(ownerUrl: string): Promise<DatabaseServer> {
  const version = await ask(ownerUrl, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      `SELECT current_setting('server_version_num') AS version`,
    );
    return Number(rows[0]?.version);
  });
  if (version < OLDEST)
    throw new DatabaseNotUsable(
      `The server of DATABASE_URL is PostgreSQL ${Math.floor(version / 10_000)}; 15 or later is needed.`,
    );
  return { ownerUrl, stop: () => Promise.resolve() };
}

async function createDatabase(url: string): Promise<void> {
  await ask(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
}

async function ask<T>(url: string, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new LastingClient({ connectionString: url });
  try {
    await client.connect();
    return await question(client);
  } catch (cause) {
    const { host, pathname } = new URL(url);
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseNotUsable(
      `The database ${pathname.slice(1)} on ${host} cannot be used: ${words || 'no answer'}. Check DATABASE_URL.`,
      cause,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
