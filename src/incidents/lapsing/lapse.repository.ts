import { Injectable } from '@nestjs/common';
import type { IncidentId, OrganisationId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { STEP_GRACE_MS } from '../machine/times.js';

export interface Lapsed {
  readonly kind: 'lease' | 'step';
  readonly organisationId: OrganisationId;
  readonly id: IncidentId;
  /** Empty for a lease. */
  readonly step: string;
}

const LATE = `interval '${STEP_GRACE_MS} milliseconds'`;

/** What has run out. */
@Injectable()
export class LapseRepository {
  /** Over all organisations: needs the purpose `lapse_look`. Longest over first. */
  async due(tx: Transaction, limit: number): Promise<readonly Lapsed[]> {
    return tx.query<Lapsed>(
      `(SELECT 'lease' AS kind, organisation_id AS "organisationId", id, '' AS step FROM incident
          WHERE lease_until < app_now() ORDER BY lease_until LIMIT $1)
       UNION ALL
       (SELECT 'step', s.organisation_id, s.incident_id, s.step FROM incident_step s
          JOIN incident i ON i.id = s.incident_id
          WHERE s.state = 'open' AND s.raised_at IS NULL AND s.due_at < app_now() - ${LATE}
            AND i.state IN ('confirmed', 'contained') ORDER BY s.due_at LIMIT $1)`,
      [limit],
    );
  }

  async isOver(tx: Transaction, id: IncidentId): Promise<boolean> {
    const rows = await tx.query('SELECT FROM incident WHERE id = $1 AND lease_until < app_now()', [id]);
    return rows.length > 0;
  }

  /** False when another worker was first, or it was done meanwhile. */
  async raise(tx: Transaction, id: IncidentId, step: string): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE incident_step SET raised_at = app_now()
         WHERE incident_id = $1 AND step = $2 AND state = 'open' AND raised_at IS NULL RETURNING step`,
      [id, step],
    );
    return rows.length > 0;
  }
}
