import { Injectable } from '@nestjs/common';
import type { FlagId, IncidentId, MemberId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

export const RECUSALS = ['named_by_reporter', 'named_by_lead', 'own_member', 'by_themselves'] as const;
export type RecusalReason = (typeof RECUSALS)[number];

/** Who must never know of an incident, and as whom staff are known to write. */
@Injectable()
export class RecusalRepository {
  /** False when all of them were recused already. */
  async insert(
    tx: Transaction,
    id: IncidentId,
    { people, reason }: { readonly people: readonly StaffId[]; readonly reason: RecusalReason },
  ): Promise<boolean> {
    const rows = await tx.query(
      `WITH fresh AS (
         SELECT staff FROM unnest($2::uuid[]) AS staff
           WHERE NOT EXISTS (SELECT FROM incident_recusal r WHERE r.incident_id = $1 AND r.staff_id = staff))
       INSERT INTO incident_recusal (organisation_id, incident_id, staff_id, reason, recorded_by)
         SELECT app_organisation(), $1, staff, $3, app_actor() FROM fresh RETURNING staff_id`,
      [id, people, reason],
    );
    return rows.length > 0;
  }

  /** Overdue flags that one of these people is recused from; the chain may be about to tell them. */
  async flagsGoingUp(tx: Transaction, people: readonly StaffId[]): Promise<readonly FlagId[]> {
    const rows = await tx.query<{ id: FlagId }>(
      `SELECT id FROM flag WHERE organisation_id = app_organisation() AND state = 'open'
         AND escalated_at IS NOT NULL AND recused && $1::uuid[]`,
      [people],
    );
    return rows.map(({ id }) => id);
  }

  async releaseSteps(tx: Transaction, id: IncidentId, staffId: StaffId): Promise<void> {
    await tx.query(
      `UPDATE incident_step SET owner = NULL WHERE incident_id = $1 AND owner = $2 AND state = 'open'`,
      [id, staffId],
    );
  }

  async knowAs(tx: Transaction, staffId: StaffId, memberId: MemberId): Promise<void> {
    await tx.query(
      `INSERT INTO staff_as_member (organisation_id, member_id, staff_id)
         VALUES (app_organisation(), $1, $2) ON CONFLICT DO NOTHING`,
      [memberId, staffId],
    );
  }
}
