import { Injectable } from '@nestjs/common';
import { needsHuman } from '../../kernel/assessment.js';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Escalation } from '../../kernel/escalation.js';
import { IncidentDesk } from '../../kernel/incident-desk.js';
import type { FlagForIncident } from '../../kernel/incident-desk.js';
import { compareLevels } from '../../kernel/level.js';
import { severityOf } from '../../kernel/severity.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import { PulseRepository } from '../pulse/pulse.repository.js';
import { ReassessmentRepository } from './reassessment.repository.js';
import type { Reread } from './reassessment.repository.js';

/** How many flags the second reading changed. */
export interface Reassessed {
  readonly updated: number;
  readonly withdrawn: number;
}

/**
 * Brings flags up to date with what the second reading found. What was flagged only because nobody could tell is
 * withdrawn when there is nothing; what was judged is never judged milder by the service.
 */
@Injectable()
export class ReassessFlags {
  constructor(
    private readonly flags: ReassessmentRepository,
    private readonly pulse: PulseRepository,
    private readonly desk: IncidentDesk,
    private readonly escalation: Escalation,
    private readonly audit: AuditTrail,
  ) {}

  /** The flags are held for this transaction. A serious one is never stored without its incident. */
  async execute(tx: Transaction, reread: readonly Reread[], at: Date): Promise<Reassessed> {
    const told = reread.filter((one) => isNews(one));
    const updated = await this.flags.update(tx, told, at);
    const changed = told.filter(({ flag }) => updated.has(flag.id));
    const over = changed.filter(({ assessment }) => !needsHuman(assessment));
    const withdrawn = await this.flags.withdraw(
      tx,
      over.map(({ flag }) => flag.id),
    );
    for (const one of changed) await this.record(tx, one, withdrawn.has(one.flag.id));
    const staying = changed.filter(({ flag }) => !withdrawn.has(flag.id));
    await this.tell(tx, { over, staying });
    await this.desk.receive(tx, staying.map(asForIncident));
    return { updated: staying.length, withdrawn: withdrawn.size };
  }

  /** Nobody is called about what is over; open queues hear of both. */
  private async tell(
    tx: Transaction,
    { over, staying }: { readonly over: readonly Reread[]; readonly staying: readonly Reread[] },
  ): Promise<void> {
    const moved = staying.filter(({ flag, assessment }) => assessment.outcome !== flag.outcome);
    await this.pulse.settled(tx, flagsOf(over));
    await this.pulse.raised(tx, flagsOf(moved));
    for (const { id } of escalated(over)) await this.escalation.stop(tx, { kind: 'flag', id });
    for (const { flag, assessment } of staying)
      if (flag.escalatedAt !== null && assessment.outcome === 'judged')
        await this.escalation.reassess(tx, { kind: 'flag', id: flag.id }, severityOf(assessment.level));
  }

  private record(tx: Transaction, { flag, assessment }: Reread, isWithdrawn: boolean): Promise<void> {
    return this.audit.record(tx, {
      act: isWithdrawn ? 'flag.withdrawn' : 'flag.reassessed',
      object: { kind: 'flag', id: flag.id },
      outcome: 'done',
      details: {
        outcome: assessment.outcome,
        level: assessment.level,
        outcomeBefore: flag.outcome,
        levelBefore: flag.level,
      },
    });
  }
}

function flagsOf(reread: readonly Reread[]): readonly StoredFlag[] {
  return reread.map(({ flag }) => flag);
}

function escalated(reread: readonly Reread[]): readonly StoredFlag[] {
  return flagsOf(reread).filter(({ escalatedAt }) => escalatedAt !== null);
}

/** A doubt is replaced by whatever is known now; a judgement only by one that is no milder. */
function isNews({ flag, assessment }: Reread): boolean {
  if (flag.outcome !== 'judged') return true;
  return needsHuman(assessment) && compareLevels(assessment.level, flag.level) >= 0;
}

function asForIncident({ flag, assessment }: Reread): FlagForIncident {
  const { id: flagId, messageId, programmeId, groupId, memberId, sentAt } = flag;
  const harm = assessment.harms[0]?.harm ?? null;
  return { flagId, messageId, programmeId, groupId, memberId, sentAt, harm, level: assessment.level };
}
