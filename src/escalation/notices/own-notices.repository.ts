import { Injectable } from '@nestjs/common';
import type { EscalationSubject } from '../../kernel/escalation.js';
import type { NoticeId, StaffId } from '../../kernel/ids.js';
import type { Severity } from '../../kernel/severity.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { RunId } from '../runs/run.repository.js';

/** A notice with the run it belongs to, as the person it was sent to may see it. */
export interface OwnNotice {
  readonly id: NoticeId;
  readonly runId: RunId;
  readonly kind: EscalationSubject['kind'];
  readonly subjectId: string;
  readonly reference: string;
  readonly severity: Severity;
  readonly createdAt: Date;
  readonly runState: 'waiting' | 'held' | 'ended';
  readonly dueAt: Date | null;
  readonly firedAt: Date;
  readonly acknowledgedBy: StaffId | null;
  readonly acknowledgedAt: Date | null;
  readonly endedAt: Date | null;
  readonly timezone: string;
  /** How the mail beside it fares; null where none was sent. */
  readonly mail: 'waiting' | 'attempting' | 'handing_over' | 'delivered' | 'failed' | 'withdrawn' | null;
  readonly mailAttempts: number | null;
}

/** Longer ago than anybody looks back here; the log of the matter itself keeps everything. */
const LOOK_BACK_DAYS = 30;
const MOST = 100;

/** What one person was told; never a notice of somebody else, nor of a matter they are named in. */
@Injectable()
export class OwnNoticesRepository {
  /** The latest notice of each run: what waits first, worst first. */
  async list(tx: Transaction, staffId: StaffId): Promise<readonly OwnNotice[]> {
    return tx.query<OwnNotice>(
      `SELECT * FROM (
         SELECT DISTINCT ON (n.run_id) ${COLUMNS} ${FROM}
         WHERE n.organisation_id = app_organisation() AND n.staff_id = $1 AND n.channel = 'console'
           AND n.state = 'delivered' AND NOT ($1 = ANY (r.excluded))
           AND n.created_at > app_now() - $2 * interval '1 day'
         ORDER BY n.run_id, n.created_at DESC
       ) latest
       ORDER BY ("runState" = 'waiting') DESC, CASE WHEN "runState" = 'waiting' THEN severity END, "createdAt" DESC
       LIMIT $3`,
      [staffId, LOOK_BACK_DAYS, MOST],
    );
  }

  async one(tx: Transaction, id: NoticeId, staffId: StaffId): Promise<OwnNotice | null> {
    const rows = await tx.query<OwnNotice>(
      `SELECT ${COLUMNS} ${FROM}
         WHERE n.organisation_id = app_organisation() AND n.id = $1 AND n.staff_id = $2
           AND n.state <> 'withdrawn' AND NOT ($2 = ANY (r.excluded))`,
      [id, staffId],
    );
    return rows[0] ?? null;
  }
}

const COLUMNS = `
  n.id, n.run_id AS "runId", r.subject_kind AS kind, r.subject_id AS "subjectId", r.reference, r.severity,
  n.created_at AS "createdAt", r.state AS "runState", r.due_at AS "dueAt", r.fired_at AS "firedAt",
  r.acknowledged_by AS "acknowledgedBy", r.acknowledged_at AS "acknowledgedAt", r.ended_at AS "endedAt",
  p.timezone, m.state AS mail, m.attempts AS "mailAttempts"`;

const FROM = `
  FROM escalation_notice n
  JOIN escalation_run r ON r.id = n.run_id
  JOIN programme p ON p.id = r.programme_id
  LEFT JOIN escalation_notice m ON m.organisation_id = n.organisation_id AND m.run_id = n.run_id AND m.step = n.step
    AND m.loop = n.loop AND m.staff_id = n.staff_id AND m.channel = 'mail'`;
