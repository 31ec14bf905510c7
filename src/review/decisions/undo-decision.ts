import { Injectable } from '@nestjs/common';
import { ActionBook } from '../../actions/index.js';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { DecisionId, FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { may, workOf } from '../../platform/auth/index.js';
import { DecisionNotFound } from '../review.errors.js';
import { undoableUntil } from './decision.js';
import type { StoredDecision } from './decision.js';
import { DecisionsRepository } from './decisions.repository.js';
import { ReverseDecisions } from './reverse-decisions.js';

export type UndoRefusal = Refused<'already-reversed' | 'effect-left' | 'not-yours' | 'too-late'>;

export interface Undone {
  readonly kind: 'undone';
  /** The one looked at first. */
  readonly flagIds: readonly FlagId[];
}

/** Takes back one's own decision, with everything decided in the same act, while nothing of it has left the house. */
@Injectable()
export class UndoDecision {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly decisions: DecisionsRepository,
    private readonly actions: ActionBook,
    private readonly reverse: ReverseDecisions,
    private readonly audit: AuditTrail,
  ) {}

  /** Throws DecisionNotFound outside the principal's reach. */
  execute(principal: Principal, id: DecisionId): Promise<Undone | UndoRefusal> {
    return this.uow.run(workOf(principal, 'review'), async (tx) => {
      const decision = await this.decisions.lock(tx, id);
      if (decision === null || !may(principal, 'flags.decide', decision)) throw new DecisionNotFound();
      const batch = await this.decisions.ofBatch(tx, decision.batchId);
      const refused = this.refusal(principal, decision) ?? (await this.effectOf(tx, batch));
      if (refused) {
        const details = { reason: refused.reason };
        await this.audit.record(tx, {
          act: 'decision.undone',
          object: { kind: 'decision', id },
          outcome: 'refused',
          details,
        });
        return refused;
      }
      const how = { reversal: 'undone', by: principal.staffId } as const;
      const reopened = await this.reverse.execute(tx, batch, how);
      const { flagId } = decision;
      return { kind: 'undone', flagIds: [flagId, ...reopened.filter((other) => other !== flagId)] };
    });
  }

  private refusal({ staffId }: Principal, decision: StoredDecision): UndoRefusal | null {
    const { flagId: flag, reversal, decidedBy } = decision;
    if (reversal !== null) return refuse('already-reversed', { flag, how: reversal });
    if (decidedBy !== staffId) return refuse('not-yours', { flag, by: decidedBy });
    const until = undoableUntil(decision.decidedAt);
    return until < this.clock.now() ? refuse('too-late', { flag, until: until.toISOString() }) : null;
  }

  /** Somebody was told, or something was done on the channel: a word here would not take it back. */
  private async effectOf(tx: Transaction, batch: readonly StoredDecision[]): Promise<UndoRefusal | null> {
    const flag = batch[0]?.flagId ?? '';
    if (batch.some(({ incidentId }) => incidentId !== null))
      return refuse('effect-left', { flag, effect: 'incident' });
    const ids = batch.map(({ id }) => id);
    const done = (await this.actions.of(tx, ids)).some(({ doneAt }) => doneAt !== null);
    return done ? refuse('effect-left', { flag, effect: 'action' }) : null;
  }
}
