import { Injectable } from '@nestjs/common';
import type { IncidentId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { reachedSteps } from './checklist.js';
import type { StepProgress } from './checklist.js';
import type { Playbook } from './playbook.js';

/** Every statement on the checklist of an incident. */
@Injectable()
export class StepRepository {
  async of(tx: Transaction, id: IncidentId): Promise<ReadonlyMap<string, StepProgress>> {
    const rows = await tx.query<StepProgress>(
      `SELECT step, state, owner, due_at AS "dueAt", outcome, ended_at AS "endedAt", ended_by AS "endedBy"
         FROM incident_step WHERE incident_id = $1`,
      [id],
    );
    return new Map(rows.map((row) => [row.step, row]));
  }

  /** Puts newly reached steps on the list; each is due from the moment it was reached. */
  async reach(tx: Transaction, id: IncidentId, playbook: Playbook): Promise<void> {
    const reached = reachedSteps(playbook, await this.of(tx, id));
    await tx.query(
      `INSERT INTO incident_step (organisation_id, incident_id, step, due_at)
         SELECT app_organisation(), $1, step, app_now() + minutes * interval '1 minute'
           FROM unnest($2::text[], $3::integer[]) AS reached (step, minutes)
         ON CONFLICT DO NOTHING`,
      [id, reached.map((step) => step.id), reached.map(({ dueMinutes }) => dueMinutes)],
    );
  }

  async own(tx: Transaction, id: IncidentId, of: { step: string; owner: StaffId }): Promise<void> {
    await tx.query('UPDATE incident_step SET owner = $3 WHERE incident_id = $1 AND step = $2', [
      id,
      of.step,
      of.owner,
    ]);
  }

  async end(
    tx: Transaction,
    id: IncidentId,
    ended: {
      readonly step: string;
      readonly state: 'done' | 'waived';
      readonly outcome: string | null;
      readonly by: StaffId;
    },
  ): Promise<void> {
    await tx.query(
      `UPDATE incident_step SET state = $3, outcome = $4, ended_by = $5, ended_at = app_now(),
           owner = coalesce(owner, $5)
         WHERE incident_id = $1 AND step = $2`,
      [id, ended.step, ended.state, ended.outcome, ended.by],
    );
  }
}
