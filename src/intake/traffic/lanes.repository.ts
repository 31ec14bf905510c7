import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';

/** A lane held by one worker. */
export interface Lease {
  readonly organisationId: OrganisationId;
  readonly lane: number;
  readonly token: string;
  /** The last holder never gave it back: its process died, or hung for a minute. */
  readonly abandoned: boolean;
}

/** Thirty times what a batch takes; short enough that a dead worker's groups move on before anybody asks. */
const LEASE_SECONDS = 60;

/** Looking for work before it is known whose: the policies of the lanes allow this purpose to see two numbers. */
const DISPATCH: WorkContext = {
  organisationId: null,
  actor: { kind: 'service', id: 'pipeline' },
  purpose: 'dispatch',
};

/** Who holds which lane. A lane that was given back longest ago is served first. */
@Injectable()
export class LanesRepository {
  constructor(private readonly work: UnitOfWork) {}

  lease(worker: string): Promise<Lease | null> {
    const token = `${worker}/${randomUUID()}`;
    return this.work.run(DISPATCH, async (tx) => {
      const [row] = await tx.query<{ organisation_id: OrganisationId; lane: number; abandoned: boolean }>(
        `WITH free AS (
           SELECT l.organisation_id, l.lane, l.leased_by IS NOT NULL AS abandoned FROM traffic_lane l
           WHERE (l.leased_until IS NULL OR l.leased_until <= app_now())
             AND EXISTS (SELECT FROM delivery d WHERE d.organisation_id = l.organisation_id AND d.lane = l.lane
                           AND d.state = 'waiting' AND d.due_at <= app_now())
           ORDER BY l.leased_until NULLS FIRST LIMIT 1
           FOR UPDATE OF l SKIP LOCKED)
         UPDATE traffic_lane t SET leased_by = $1, leased_until = app_now() + $2 * interval '1 second'
         FROM free WHERE t.organisation_id = free.organisation_id AND t.lane = free.lane
         RETURNING t.organisation_id, t.lane, free.abandoned`,
        [token, LEASE_SECONDS],
      );
      if (!row) return null;
      return { organisationId: row.organisation_id, lane: row.lane, token, abandoned: row.abandoned };
    });
  }

  async renew(lease: Omit<Lease, 'abandoned'>): Promise<boolean> {
    const rows = await this.work.run(DISPATCH, (tx) =>
      tx.query(
        `UPDATE traffic_lane SET leased_until = app_now() + $4 * interval '1 second'
         WHERE organisation_id = $1 AND lane = $2 AND leased_by = $3 RETURNING lane`,
        [lease.organisationId, lease.lane, lease.token, LEASE_SECONDS],
      ),
    );
    return rows.length === 1;
  }

  /** Gives a lane back; it is not looked at again for so many seconds. Nothing happens when somebody else holds it. */
  async release(tx: Transaction, lease: Omit<Lease, 'abandoned'>, seconds: number): Promise<void> {
    await tx.query(
      `UPDATE traffic_lane SET leased_by = NULL, leased_until = app_now() + $4 * interval '1 second'
       WHERE organisation_id = $1 AND lane = $2 AND leased_by = $3`,
      [lease.organisationId, lease.lane, lease.token, seconds],
    );
  }

  /** How long the oldest due delivery of the installation has waited, and how many are dead; at most 1,000 are counted. */
  async standing(): Promise<{ readonly oldestSeconds: number; readonly dead: number }> {
    const [row] = await this.work.run(DISPATCH, (tx) =>
      tx.query<{ oldest: number | null; dead: number }>(
        `SELECT (SELECT extract(epoch FROM app_now() - min(h.due_at))::float8 FROM traffic_lane l
            CROSS JOIN LATERAL (SELECT due_at FROM delivery d WHERE d.organisation_id = l.organisation_id
              AND d.lane = l.lane AND d.state = 'waiting' ORDER BY position LIMIT 1) h) AS oldest,
          (SELECT count(*) FROM (SELECT FROM delivery WHERE state = 'dead' LIMIT 1000) d)::integer AS dead`,
      ),
    );
    return { oldestSeconds: Math.max(0, Math.round(row?.oldest ?? 0)), dead: row?.dead ?? 0 };
  }
}
