import type { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import { translateDatabaseError } from './database.errors.js';

/** How far ahead partitions stand ready: a service that sleeps for a night, or a clock a day off, still finds its own. */
const AHEAD_MS = 3 * 24 * 3_600_000;

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
