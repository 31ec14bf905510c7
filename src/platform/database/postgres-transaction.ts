import type pg from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { UnitOfWorkEnded, translateDatabaseError } from './database.errors.js';

/** One connection between BEGIN and COMMIT. Queries started side by side are sent one after the other. */
export class PostgresTransaction implements Transaction {
  private last: Promise<unknown> = Promise.resolve();
  private ended = false;
  private readonly beforeCommit: (() => Promise<void>)[] = [];

  constructor(
    readonly context: WorkContext,
    private readonly runner: QueryRunner,
    private readonly client: pg.PoolClient,
  ) {}

  get isOpen(): boolean {
    return !this.ended;
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  async query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]> {
    if (this.ended) throw new UnitOfWorkEnded();
    const answer = this.last.then(() =>
      this.client.query<Row & pg.QueryResultRow>(sql, values && [...values]),
    );
    this.last = answer.catch(() => undefined);
    try {
      return (await answer).rows;
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  onCommit(work: () => Promise<void>): void {
    this.beforeCommit.push(work);
  }

  /** The last work before COMMIT, in the order it was asked for. */
  async complete(): Promise<void> {
    for (const work of this.beforeCommit) await work();
  }

  /** Takes no more queries and waits for those already sent. */
  async end(): Promise<void> {
    this.ended = true;
    await this.last;
  }
}

/** TypeORM's manager for an open transaction, where an entity pays; everything through it commits with the rest. */
export function managerOf(tx: Transaction): EntityManager {
  if (!(tx instanceof PostgresTransaction)) throw new TypeError('Not a transaction of this database');
  return tx.manager;
}

/** Work to do as the last thing before the commit, so that what it locks is locked briefly; its failure rolls back. */
export function beforeCommit(tx: Transaction, work: () => Promise<void>): void {
  if (!(tx instanceof PostgresTransaction)) throw new TypeError('Not a transaction of this database');
  tx.onCommit(work);
}
