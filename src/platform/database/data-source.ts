import pg from 'pg';
import { DataSource } from 'typeorm';
import type { DataSourceOptions, MigrationInterface } from 'typeorm';
import { LastingClient } from './lasting-client.js';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

export interface PoolOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly entities?: NonNullable<PostgresOptions['entities']>;
  readonly migrations?: readonly (new () => MigrationInterface)[];
}

/** How long a request waits for a connection: longer than any burst lasts, shorter than a person waits. */
const CONNECT_TIMEOUT_MS = 10_000;

/** An idle connection is given back, so that a quiet service does not occupy a shared server. */
const IDLE_TIMEOUT_MS = 60_000;

type TypeNumber = Parameters<typeof pg.types.getTypeParser>[0];

/** A calendar day has no zone: read as `2026-03-01`, never as midnight somewhere. */
const types = {
  getTypeParser: (type: TypeNumber, format?: 'text' | 'binary'): unknown =>
    type === pg.types.builtins.DATE
      ? (value: string) => value
      : pg.types.getTypeParser(type, format ?? 'text'),
};

/** A pool of connections that is not connected yet. */
export function dataSource(options: PoolOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    entities: options.entities ?? [],
    migrations: [...(options.migrations ?? [])],
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    logging: false,
    applicationName: 'mlinzi',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    // A connection lost while idle is replaced on the next use; the error itself is nobody's.
    poolErrorHandler: () => undefined,
    extra: { Client: LastingClient, types, idleTimeoutMillis: IDLE_TIMEOUT_MS, keepAlive: true },
  });
}
