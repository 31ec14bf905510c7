import { Injectable } from '@nestjs/common';
import type { EscalationSubject } from '../../kernel/escalation.js';
import type { NoticeId, OrganisationId, StaffId } from '../../kernel/ids.js';
import type { Severity } from '../../kernel/severity.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { RunId } from '../runs/run.repository.js';

/** A notice that this worker, and no other, is about to send. */
export interface Outgoing {
  readonly id: NoticeId;
  /** Names this attempt: whoever took the notice over since has another. */
  readonly attempt: string;
  readonly attempts: number;
  readonly copy: number;
  readonly channel: 'mail' | 'webhook';
  /** Null on a webhook. */
  readonly staffId: StaffId | null;
  readonly runId: RunId;
  readonly subjectKind: EscalationSubject['kind'];
  readonly subjectId: string;
  readonly reference: string;
  readonly severity: Severity;
  readonly step: number;
  readonly createdAt: Date;
  /** When the next people are told. */
  readonly runDueAt: Date | null;
  readonly timezone: string;
}

/**
 * An attempt that has not come to an end by then never will: the sender's own limits add up to half of it. Its worker
 * is dead, or will find its notice taken.
 */
const ABANDONED_SECONDS = 120;

/** Four connections, two mails each: what one worker has finished well before its attempts count as abandoned. */
const MOST_AT_ONCE = 8;

/** Three crashes in the same millisecond of the same notice are no chance any more. */
const MOST_COPIES = 3;

/** The way of a notice out of the house: every statement of it changes only what the same attempt left. */
@Injectable()
export class OutgoingRepository {
  async organisationsDue(tx: Transaction): Promise<readonly OrganisationId[]> {
    const rows = await tx.query<{ id: OrganisationId }>(
      `SELECT DISTINCT organisation_id AS id FROM escalation_notice WHERE due_at <= app_now()`,
    );
    return rows.map(({ id }) => id);
  }

  /** What nobody needs to hear any more, or may no longer hear, does not leave. */
  async withdrawSettled(tx: Transaction): Promise<void> {
    await tx.query(
      `UPDATE escalation_notice n SET state = 'withdrawn', due_at = NULL FROM escalation_run r
         WHERE n.organisation_id = app_organisation() AND n.due_at <= app_now() AND r.id = n.run_id
           AND n.state IN ('waiting', 'attempting')
           AND (r.state <> 'waiting' OR n.staff_id = ANY (r.excluded))`,
    );
  }

  /** What waits, and what a dead worker took and had not begun to hand over: that certainly did not leave. */
  async claim(tx: Transaction): Promise<readonly Outgoing[]> {
    return tx.query<Outgoing>(CLAIM, [MOST_AT_ONCE, ABANDONED_SECONDS]);
  }

  /** The last word before a mail leaves. False when it was withdrawn, or taken over by another worker. */
  async handOver(tx: Transaction, { id, attempt }: Outgoing): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE escalation_notice SET state = 'handing_over', due_at = app_now() + $3 * interval '1 second'
         WHERE organisation_id = app_organisation() AND id = $1 AND attempt = $2 AND state = 'attempting'
         RETURNING id`,
      [id, attempt, ABANDONED_SECONDS],
    );
    return rows.length > 0;
  }

  async delivered(tx: Transaction, { id, attempt }: Outgoing): Promise<void> {
    await tx.query(
      `UPDATE escalation_notice SET state = 'delivered', delivered_at = app_now(), due_at = NULL, last_error = NULL
         WHERE organisation_id = app_organisation() AND id = $1 AND attempt = $2
           AND state IN ('attempting', 'handing_over')`,
      [id, attempt],
    );
  }

  async again(
    tx: Transaction,
    { id, attempt }: Outgoing,
    later: { code: string; seconds: number },
  ): Promise<void> {
    await tx.query(
      `UPDATE escalation_notice SET state = 'waiting', due_at = app_now() + $4 * interval '1 second', last_error = $3
         WHERE organisation_id = app_organisation() AND id = $1 AND attempt = $2
           AND state IN ('attempting', 'handing_over')`,
      [id, attempt, later.code, later.seconds],
    );
  }

  async failed(tx: Transaction, { id, attempt }: Outgoing, code: string): Promise<void> {
    await tx.query(
      `UPDATE escalation_notice SET state = 'failed', due_at = NULL, last_error = $3
         WHERE organisation_id = app_organisation() AND id = $1 AND attempt = $2
           AND state IN ('attempting', 'handing_over')`,
      [id, attempt, code],
    );
  }

  /**
   * Nobody can know whether this one arrived. If nobody has answered a while later it goes once more, under another
   * name, and says so itself.
   */
  async doubt(tx: Transaction, { id, attempt }: Outgoing, code: string): Promise<void> {
    await tx.query(
      `${INTO_DOUBT} WHERE organisation_id = app_organisation() AND state = 'handing_over' AND id = $4 AND attempt = $5`,
      [code, MOST_COPIES, ABANDONED_SECONDS, id, attempt],
    );
  }

  /** The same for those whose worker died with them half out of the door. Answers their ids. */
  async doubtAbandoned(tx: Transaction): Promise<readonly NoticeId[]> {
    const rows = await tx.query<{ id: NoticeId }>(
      `${INTO_DOUBT} WHERE organisation_id = app_organisation() AND state = 'handing_over' AND due_at <= app_now()
         RETURNING id`,
      ['WORKER.DIED', MOST_COPIES, 0],
    );
    return rows.map(({ id }) => id);
  }
}

const INTO_DOUBT = `
  UPDATE escalation_notice SET copy = copy + 1, last_error = $1, attempt = NULL,
      state = CASE WHEN copy + 1 < $2 THEN 'waiting' ELSE 'failed' END,
      due_at = CASE WHEN copy + 1 < $2 THEN app_now() + $3 * interval '1 second' END`;

const CLAIM = `
  WITH taken AS (
    SELECT id FROM escalation_notice
    WHERE organisation_id = app_organisation() AND due_at <= app_now() AND state IN ('waiting', 'attempting')
    ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
  )
  UPDATE escalation_notice n SET state = 'attempting', attempt = gen_random_uuid(), attempts = n.attempts + 1,
      due_at = app_now() + $2 * interval '1 second'
    FROM taken, escalation_run r, programme p
    WHERE n.id = taken.id AND r.id = n.run_id AND p.id = r.programme_id
    RETURNING n.id, n.attempt, n.attempts, n.copy, n.channel, n.staff_id AS "staffId", n.run_id AS "runId",
      r.subject_kind AS "subjectKind", r.subject_id AS "subjectId", r.reference, n.severity, n.step,
      n.created_at AS "createdAt", r.due_at AS "runDueAt", p.timezone`;
