import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../kernel/transaction.js';

export interface RunStanding {
  readonly live: number;
  /** How long the oldest due step has not been fired. */
  readonly lateSeconds: number;
  /** Live runs of which at the last firing nobody could be told. */
  readonly unanswerable: number;
}

export interface NoticeStanding {
  readonly lateSeconds: number;
  readonly retrying: number;
  /** Given up within the last day. */
  readonly failed: number;
  /** Sent a second time within the last day because nobody could know about the first. */
  readonly inDoubt: number;
}

/** How telling people stands in the whole installation; asked under the purpose `dispatch`. */
@Injectable()
export class StandingRepository {
  async runs(tx: Transaction): Promise<RunStanding> {
    const [row] = await tx.query<RunStanding>(
      `SELECT count(*)::integer AS live,
          coalesce(greatest(extract(epoch FROM app_now() - min(due_at)), 0), 0)::integer AS "lateSeconds",
          (count(*) FILTER (WHERE unanswerable))::integer AS unanswerable
        FROM escalation_run WHERE due_at IS NOT NULL`,
    );
    return row ?? { live: 0, lateSeconds: 0, unanswerable: 0 };
  }

  async notices(tx: Transaction): Promise<NoticeStanding> {
    const [row] = await tx.query<NoticeStanding>(
      `SELECT coalesce(greatest(extract(epoch FROM app_now() - min(due_at)), 0), 0)::integer AS "lateSeconds",
          (count(*) FILTER (WHERE state = 'waiting' AND attempts > 0))::integer AS retrying,
          (SELECT count(*) FROM escalation_notice
            WHERE state = 'failed' AND created_at > app_now() - interval '1 day')::integer AS failed,
          (SELECT count(*) FROM escalation_notice
            WHERE copy > 0 AND created_at > app_now() - interval '1 day')::integer AS "inDoubt"
        FROM escalation_notice WHERE due_at IS NOT NULL`,
    );
    return row ?? { lateSeconds: 0, retrying: 0, failed: 0, inDoubt: 0 };
  }
}
