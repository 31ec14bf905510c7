import { Injectable } from '@nestjs/common';
import type { EscalationSubject } from '../../kernel/escalation.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

/** A person and how far word of a matter has come to them. */
export interface Told {
  readonly staffId: StaffId;
  readonly toldAt: Date;
  readonly answeredAt: Date | null;
  /** `none`: in the console only. */
  readonly mail: 'none' | 'under_way' | 'delivered' | 'failed';
}

/** Reads what notices of a matter have reached whom; changes nothing. */
@Injectable()
export class ToldRepository {
  async people(tx: Transaction, { kind, id }: EscalationSubject): Promise<readonly Told[]> {
    return tx.query<Told>(
      `SELECT n.staff_id AS "staffId", min(n.created_at) AS "toldAt", max(n.acknowledged_at) AS "answeredAt",
           CASE WHEN bool_or(n.channel = 'mail' AND n.state = 'delivered') THEN 'delivered'
             WHEN bool_or(n.channel = 'mail' AND n.state IN ('waiting', 'attempting', 'handing_over')) THEN 'under_way'
             WHEN bool_or(n.channel = 'mail' AND n.state = 'failed') THEN 'failed' ELSE 'none' END AS mail
         FROM escalation_run r JOIN escalation_notice n ON n.run_id = r.id
         WHERE r.organisation_id = app_organisation() AND r.subject_kind = $1 AND r.subject_id = $2
           AND n.staff_id IS NOT NULL AND n.state <> 'withdrawn'
         GROUP BY n.staff_id ORDER BY min(n.created_at), n.staff_id`,
      [kind, id],
    );
  }

  async next(
    tx: Transaction,
    { kind, id }: EscalationSubject,
  ): Promise<{ readonly nextAt: Date | null; readonly unanswerable: boolean } | null> {
    const rows = await tx.query<{ nextAt: Date | null; unanswerable: boolean }>(
      `SELECT CASE WHEN state = 'waiting' THEN due_at END AS "nextAt", unanswerable FROM escalation_run
         WHERE organisation_id = app_organisation() AND subject_kind = $1 AND subject_id = $2 AND state <> 'ended'`,
      [kind, id],
    );
    return rows[0] ?? null;
  }
}
