import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { DatabaseUnavailable, NestedUnitOfWork, translateDatabaseError } from './database.errors.js';
import { PostgresTransaction } from './postgres-transaction.js';
import { SystemClock } from '../system-clock.js';

/** No statement of the service takes near a minute; one that does holds locks that others wait for. */
const STATEMENT_TIMEOUT_MS = 60_000;

/**
 * BEGIN and everything row-level security is told go out in one simple-protocol message: one round trip, and nothing
 * outlives the transaction, so a pooler in transaction mode may stand between. READ COMMITTED; nothing is retried,
 * because only the caller knows whether its work may be repeated.
 */
export class PostgresUnitOfWork extends UnitOfWork {
  private readonly poolSize: number;
  private readonly current = new AsyncLocalStorage<PostgresTransaction>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
    this.poolSize = dataSource.options.poolSize ?? 10;
  }

  async run<T>(context: WorkContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.current.getStore()?.isOpen) throw new NestedUnitOfWork(context.purpose);
    try {
      const { runner, client } = await this.open(context);
      try {
        const tx = new PostgresTransaction(context, runner, client);
        return await this.current.run(tx, () => finish(tx, client, work));
      } finally {
        Object.assign(runner, { isTransactionActive: false });
        await runner.release();
      }
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  /** A connection that died at rest shows only when it is used; nothing was done on it, so another one is taken. */
  private async open(context: WorkContext): Promise<{ runner: QueryRunner; client: pg.PoolClient }> {
    const opening = this.opening(context);
    for (let attempt = 0; ; attempt += 1) {
      const runner = this.dataSource.createQueryRunner();
      const client = (await runner.connect()) as pg.PoolClient & { end(): Promise<void> };
      try {
        await client.query(opening);
        // TypeORM would otherwise wrap every save of an entity in a transaction of its own.
        Object.assign(runner, { isTransactionActive: true });
        return { runner, client };
      } catch (error) {
        // An ended connection is not given to anybody else.
        void client.end().catch(() => undefined);
        await runner.release();
        const isDead = translateDatabaseError(error) instanceof DatabaseUnavailable;
        if (!isDead || attempt === this.poolSize) throw error;
      }
    }
  }

  private opening(context: WorkContext): string {
    const settings: readonly (readonly [name: string, value: string])[] = [
      ['app.organisation', context.organisationId ?? ''],
      ['app.actor', `${context.actor.kind}:${context.actor.id}`],
      ['app.purpose', context.purpose],
      ['statement_timeout', String(STATEMENT_TIMEOUT_MS)],
      ...(this.clock instanceof SystemClock ? [] : [['app.now', this.clock.now().toISOString()] as const]),
    ];
    const calls = settings.map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`);
    return `BEGIN; SELECT ${calls.join(', ')}`;
  }
}

async function finish<T>(
  tx: PostgresTransaction,
  client: pg.PoolClient,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    const result = await work(tx);
    await tx.complete();
    await tx.end();
    const { command } = await client.query('COMMIT');
    // PostgreSQL answers COMMIT with ROLLBACK when a statement had failed and its error was swallowed.
    if (command !== 'COMMIT')
      throw new Error('The unit of work was rolled back: one of its statements had failed');
    return result;
  } catch (error) {
    await tx.end();
    // When the connection is gone so is the transaction; the first error is the one worth telling.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
