import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { RunId } from '../runs/run.repository.js';

/** What answering, settling and excluding do to notices that were made. */
@Injectable()
export class NoticeRepository {
  /** Every notice of the run to this person counts as answered; the first answer stands. */
  async answer(tx: Transaction, runId: RunId, by: StaffId): Promise<void> {
    await tx.query(
      `UPDATE escalation_notice SET acknowledged_at = app_now()
         WHERE organisation_id = app_organisation() AND run_id = $1 AND staff_id = $2 AND acknowledged_at IS NULL`,
      [runId, by],
    );
  }

  /** What has not left yet does not leave any more. */
  async withdrawUnsent(tx: Transaction, runId: RunId): Promise<void> {
    await tx.query(
      `UPDATE escalation_notice SET state = 'withdrawn', due_at = NULL
         WHERE organisation_id = app_organisation() AND run_id = $1 AND state IN ('waiting', 'attempting')`,
      [runId],
    );
  }

  /** Whatever these people were or would be told of the run is no longer theirs to see. */
  async withdrawFrom(tx: Transaction, runId: RunId, people: readonly StaffId[]): Promise<void> {
    await tx.query(
      `UPDATE escalation_notice SET state = 'withdrawn', due_at = NULL
         WHERE organisation_id = app_organisation() AND run_id = $1 AND staff_id = ANY ($2::uuid[])
           AND (channel = 'console' OR state IN ('waiting', 'attempting'))`,
      [runId, people],
    );
  }
}
