import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { Act } from '../../kernel/audit-trail.js';
import { Escalation } from '../../kernel/escalation.js';
import type { Acknowledgement, EscalationSubject, RunStart } from '../../kernel/escalation.js';
import { newId } from '../../kernel/ids.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Severity } from '../../kernel/severity.js';
import type { Transaction } from '../../kernel/transaction.js';
import { NoticeRepository } from '../notices/notice.repository.js';
import { PolicyInForce } from '../policies/policy-in-force.js';
import { RunRepository } from './run.repository.js';

/**
 * An answer that nobody followed up lapses by itself after this long. Rooms with a shorter lease call `resume` before;
 * this is the net under them: half a day, so that no night passes over a forgotten answer.
 */
const HOLD_SECONDS = 12 * 3600;

/** The runs behind the kernel's port. Telling people is the firing's work; here only the timer is set. */
@Injectable()
export class RunEscalation extends Escalation {
  constructor(
    private readonly audit: AuditTrail,
    private readonly policies: PolicyInForce,
    private readonly runs: RunRepository,
    private readonly notices: NoticeRepository,
  ) {
    super();
  }

  async start(tx: Transaction, run: RunStart): Promise<void> {
    const policy = await this.policies.execute(tx, run.programmeId);
    const id = newId<'escalation_run'>();
    if (!(await this.runs.insert(tx, id, { ...run, policy }))) return;
    const details = { run: id, severity: run.severity, policy: policy.version };
    await this.record(tx, run.subject, { act: 'escalation.started', details });
  }

  async acknowledge(tx: Transaction, subject: EscalationSubject, by: StaffId): Promise<Acknowledgement> {
    const run = await this.runs.live(tx, subject);
    if (!run || run.excluded.includes(by)) return 'late';
    await this.notices.answer(tx, run.id, by);
    if (run.state === 'held') {
      if (run.acknowledgedBy !== by) return 'late';
      await this.runs.renew(tx, run.id, HOLD_SECONDS);
      return 'already';
    }
    await this.runs.hold(tx, run.id, { by, seconds: HOLD_SECONDS });
    await this.notices.withdrawUnsent(tx, run.id);
    await this.record(tx, subject, { act: 'escalation.acknowledged', details: { run: run.id, by } });
    return 'acknowledged';
  }

  async resume(tx: Transaction, subject: EscalationSubject): Promise<void> {
    const run = await this.runs.live(tx, subject);
    if (run?.state !== 'held') return;
    await this.runs.release(tx, run.id);
    await this.record(tx, subject, { act: 'escalation.resumed', details: { run: run.id } });
  }

  async reassess(tx: Transaction, subject: EscalationSubject, severity: Severity): Promise<void> {
    const run = await this.runs.live(tx, subject);
    if (!run || run.severity === severity) return;
    const minutes = run.steps[run.firedStep ?? 0]?.minutes[severity] ?? null;
    if (severity < run.severity) await this.runs.worsen(tx, run.id, severity);
    else await this.runs.ease(tx, run.id, { severity, minutes });
    const details = { run: run.id, from: run.severity, to: severity };
    await this.record(tx, subject, { act: 'escalation.reassessed', details });
  }

  async exclude(tx: Transaction, subject: EscalationSubject, people: readonly StaffId[]): Promise<void> {
    const run = await this.runs.live(tx, subject);
    const fresh = people.filter((person) => !run?.excluded.includes(person));
    if (!run || fresh.length === 0) return;
    await this.runs.exclude(tx, run.id, fresh);
    await this.notices.withdrawFrom(tx, run.id, fresh);
    const answered = run.acknowledgedBy !== null && fresh.includes(run.acknowledgedBy);
    if (answered) await this.runs.release(tx, run.id);
    else await this.runs.hurry(tx, run.id);
    await this.record(tx, subject, {
      act: 'escalation.excluded',
      details: { run: run.id, people: fresh.length },
    });
  }

  async stop(tx: Transaction, subject: EscalationSubject): Promise<void> {
    const run = await this.runs.live(tx, subject);
    if (!run) return;
    await this.runs.end(tx, run.id);
    await this.notices.withdrawUnsent(tx, run.id);
    await this.record(tx, subject, { act: 'escalation.stopped', details: { run: run.id } });
  }

  private record(
    tx: Transaction,
    object: EscalationSubject,
    { act, details }: Required<Pick<Act, 'act' | 'details'>>,
  ): Promise<void> {
    return this.audit.record(tx, { act, object, outcome: 'done', details });
  }
}
