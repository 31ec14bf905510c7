import type { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import type { Transaction } from '../../kernel/transaction.js';
import { translateDatabaseError } from './database.errors.js';

/** How far ahead partitions stand ready: a service that sleeps for a night, or a clock a day off, still finds its own. */
const AHEAD_MS = 3 * 24 * 3_600_000;

/** Makes sure that rows from `since` to `until` of a time-partitioned table have a place; cheap when they have. */
export async function ensurePartitions(
  tx: Transaction,
  parent: string,
  range: { readonly since: Date; readonly until: Date },
): Promise<void> {
  await tx.query('SELECT app_ensure_partitions($1, $2, $3)', [parent, range.since, range.until]);
}

/** Keeps partitions ready for the present and the days ahead, for every table cut by time. */
export class Partitions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Called at start and every hour. Ranges in the past are made by whoever writes there. */
  async prepare(): Promise<void> {
    const since = this.clock.now();
    const until = new Date(since.getTime() + AHEAD_MS);
    try {
      await this.dataSource.query(
        `SELECT app_ensure_partitions(relname, $1, $2) FROM pg_class
          WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace ORDER BY relname`,
        [since, until],
      );
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }
}
