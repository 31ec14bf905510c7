import { Injectable } from '@nestjs/common';
import type { EscalationSubject, RunStart } from '../../kernel/escalation.js';
import type { Id, StaffId } from '../../kernel/ids.js';
import type { Severity } from '../../kernel/severity.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Policy, Step } from '../policies/policy.js';

export type RunId = Id<'escalation_run'>;

/** What answering and reassessing need to know of a run. */
export interface LiveRun {
  readonly id: RunId;
  readonly state: 'waiting' | 'held';
  readonly severity: Severity;
  readonly acknowledgedBy: StaffId | null;
  readonly excluded: readonly StaffId[];
  readonly firedStep: number | null;
  readonly steps: readonly Step[];
}

/** Every statement on runs but the firing. */
@Injectable()
export class RunRepository {
  /** Due at once. False when the subject has a live run already. */
  async insert(tx: Transaction, id: RunId, run: RunStart & { readonly policy: Policy }): Promise<boolean> {
    const rows = await tx.query(INSERT, [
      id,
      run.programmeId,
      run.subject.kind,
      run.subject.id,
      run.reference,
      run.severity,
      run.harm,
      run.excluded,
      run.policy.id,
      JSON.stringify(run.policy.steps),
    ]);
    return rows.length > 0;
  }

  /** Locked until the transaction ends, so that two answers come one after the other. */
  async live(tx: Transaction, subject: EscalationSubject): Promise<LiveRun | null> {
    const rows = await tx.query<LiveRun>(
      `SELECT id, state, severity, acknowledged_by AS "acknowledgedBy", excluded, fired_step AS "firedStep", steps
         FROM escalation_run
         WHERE organisation_id = app_organisation() AND subject_kind = $1 AND subject_id = $2 AND state <> 'ended'
         FOR UPDATE`,
      [subject.kind, subject.id],
    );
    return rows[0] ?? null;
  }

  /** When the hold is over the run goes on at the step that was answered, in a new round. */
  async hold(tx: Transaction, id: RunId, { by, seconds }: { by: StaffId; seconds: number }): Promise<void> {
    await tx.query(
      `UPDATE escalation_run SET state = 'held', acknowledged_by = $2, acknowledged_at = app_now(),
           due_at = app_now() + $3 * interval '1 second', step = coalesce(fired_step, step), loop = loop + 1
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id, by, seconds],
    );
  }

  /** Whoever answered is still at it. */
  async renew(tx: Transaction, id: RunId, seconds: number): Promise<void> {
    await tx.query(
      `UPDATE escalation_run SET due_at = app_now() + $2 * interval '1 second'
         WHERE organisation_id = app_organisation() AND id = $1 AND state = 'held'`,
      [id, seconds],
    );
  }

  async release(tx: Transaction, id: RunId): Promise<void> {
    await tx.query(
      `UPDATE escalation_run SET state = 'waiting', acknowledged_by = NULL, acknowledged_at = NULL, due_at = app_now()
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id],
    );
  }

  /** From the first step again and at once: whoever was passed over or told of less has to know. */
  async worsen(tx: Transaction, id: RunId, severity: Severity): Promise<void> {
    await tx.query(
      `UPDATE escalation_run SET severity = $2, step = 0, loop = loop + 1,
           due_at = CASE WHEN state = 'held' THEN due_at ELSE app_now() END
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id, severity],
    );
  }

  /** The people of the present step get the longer time; `minutes` counts from when they were told. */
  async ease(
    tx: Transaction,
    id: RunId,
    change: { severity: Severity; minutes: number | null },
  ): Promise<void> {
    await tx.query(
      `UPDATE escalation_run SET severity = $2, due_at = CASE WHEN state = 'held' THEN due_at
           ELSE greatest(due_at, fired_at + $3 * interval '1 minute') END
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id, change.severity, change.minutes],
    );
  }

  async exclude(tx: Transaction, id: RunId, people: readonly StaffId[]): Promise<void> {
    await tx.query(
      `UPDATE escalation_run r SET excluded = ARRAY(SELECT DISTINCT unnest(r.excluded || $2::uuid[]))
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id, people],
    );
  }

  /** Nobody who was told of the present step may know of it any longer: the run does not wait for them. */
  async hurry(tx: Transaction, id: RunId): Promise<void> {
    await tx.query(
      `UPDATE escalation_run r SET due_at = app_now()
         WHERE organisation_id = app_organisation() AND id = $1 AND state = 'waiting' AND fired_at IS NOT NULL
           AND NOT EXISTS (SELECT FROM escalation_notice n
             WHERE n.run_id = r.id AND n.step = r.fired_step AND n.staff_id <> ALL (r.excluded))`,
      [id],
    );
  }

  async end(tx: Transaction, id: RunId): Promise<void> {
    await tx.query(
      `UPDATE escalation_run SET state = 'ended', due_at = NULL, ended_at = app_now()
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id],
    );
  }
}

const INSERT = `
  INSERT INTO escalation_run (id, organisation_id, programme_id, subject_kind, subject_id, reference, severity, harm,
      excluded, policy_id, steps, due_at)
    VALUES ($1, app_organisation(), $2, $3, $4, $5, $6, $7, $8, $9, $10, app_now())
    ON CONFLICT (organisation_id, subject_kind, subject_id) WHERE state <> 'ended' DO NOTHING RETURNING id`;
