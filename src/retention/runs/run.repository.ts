import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import { newId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

export interface RunLine {
  readonly class: string;
  readonly rows: number;
  readonly partitions: number;
  readonly failures: number;
}

export interface RetentionRun {
  readonly id: string;
  /** `staff:<id>` or `service:<job>`. */
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
  readonly lines: readonly RunLine[];
}

/** Longer than any batch; a run whose process died is gone on with after it. */
const HELD = `interval '2 minutes'`;

@Injectable()
export class RunRepository {
  /** Whose day has begun without a run, or whose run nobody works on. Needs the purpose `retention_look`. */
  async due(tx: Transaction): Promise<readonly OrganisationId[]> {
    const rows = await tx.query<{ id: OrganisationId }>(
      `SELECT o.id FROM organisation o
         LEFT JOIN LATERAL (SELECT r.asked_at, r.finished_at, r.held_until FROM retention_run r
           WHERE r.organisation_id = o.id ORDER BY r.finished_at IS NULL DESC, r.asked_at DESC LIMIT 1) AS last ON true
         WHERE last.asked_at IS NULL
           OR (last.finished_at IS NULL AND last.held_until <= app_now())
           OR (last.finished_at IS NOT NULL AND last.asked_at < date_trunc('day', app_now(), 'UTC'))`,
    );
    return rows.map(({ id }) => id);
  }

  /** Asks for a run unless one is under way; true when it was asked for now. */
  async ask(tx: Transaction): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO retention_run (id, organisation_id, asked_by, asked_at, held_until)
         VALUES ($1, app_organisation(), app_actor(), app_now(), app_now())
         ON CONFLICT (organisation_id) WHERE finished_at IS NULL DO NOTHING RETURNING id`,
      [newId<'run'>()],
    );
    return rows.length > 0;
  }

  /** The run that nobody holds, for this caller alone; null when there is none. */
  async take(tx: Transaction): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>(
      `UPDATE retention_run SET held_until = app_now() + ${HELD}
         WHERE organisation_id = app_organisation() AND finished_at IS NULL AND held_until <= app_now() RETURNING id`,
    );
    return row?.id ?? null;
  }

  /** Somebody else may go on at once. */
  async letGo(tx: Transaction, runId: string): Promise<void> {
    await tx.query('UPDATE retention_run SET held_until = app_now() WHERE id = $1', [runId]);
  }

  /** Adds to what the run did, in the transaction that did it, and holds it for longer. */
  async add(tx: Transaction, runId: string, line: RunLine): Promise<void> {
    await tx.query(
      `WITH held AS (UPDATE retention_run SET held_until = app_now() + ${HELD} WHERE id = $1)
       INSERT INTO retention_run_line AS l (organisation_id, run_id, class, rows, partitions, failures)
         VALUES (app_organisation(), $1, $2, $3, $4, $5)
         ON CONFLICT ON CONSTRAINT retention_run_line_pkey DO UPDATE SET rows = l.rows + excluded.rows,
           partitions = l.partitions + excluded.partitions, failures = l.failures + excluded.failures`,
      [runId, line.class, line.rows, line.partitions, line.failures],
    );
  }

  async finish(tx: Transaction, runId: string): Promise<RetentionRun | null> {
    await tx.query('UPDATE retention_run SET finished_at = app_now() WHERE id = $1', [runId]);
    const [run] = await this.list(tx, { id: runId, limit: 1 });
    return run ?? null;
  }

  /** Latest first. */
  async list(tx: Transaction, asked: { id?: string; limit: number }): Promise<readonly RetentionRun[]> {
    return tx.query<RetentionRun>(
      `SELECT r.id, r.asked_by AS "askedBy", r.asked_at AS "askedAt", r.finished_at AS "finishedAt",
         coalesce((SELECT jsonb_agg(jsonb_build_object('class', l.class, 'rows', l.rows, 'partitions', l.partitions,
             'failures', l.failures) ORDER BY l.class) FROM retention_run_line l
           WHERE l.organisation_id = r.organisation_id AND l.run_id = r.id
             AND l.rows + l.partitions + l.failures > 0), '[]') AS lines
         FROM retention_run r WHERE r.organisation_id = app_organisation() AND ($1::uuid IS NULL OR r.id = $1)
         ORDER BY r.asked_at DESC, r.finished_at DESC NULLS FIRST LIMIT $2`,
      [asked.id ?? null, asked.limit],
    );
  }
}
