import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { AppealId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { may, workOf } from '../../platform/auth/index.js';
import { AppealNotFound } from '../review.errors.js';
import { APPEAL_ANSWER_BINDING } from './appeal.js';
import type { AppealOutcome, StoredAppeal } from './appeal.js';
import { AppealsRepository } from './appeals.repository.js';
import { OverturnDecision } from './overturn-decision.js';
import type { Overturned } from './overturn-decision.js';

export interface AppealAnswer {
  readonly outcome: AppealOutcome;
  /** For the member and for colleagues; sealed under the member. */
  readonly answer: string | null;
}

export interface Answered {
  readonly kind: 'answered';
  /** What an overturned decision leaves to do; null when it was upheld. */
  readonly overturned: Overturned | null;
}

export type AnswerRefusal = Refused<'appeal-answered' | 'appeal-not-yours'>;

/** The reviewer who took an appeal says whether the decision stands. */
@Injectable()
export class AnswerAppeal {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly vault: Vault,
    private readonly appeals: AppealsRepository,
    private readonly overturn: OverturnDecision,
    private readonly audit: AuditTrail,
  ) {}

  /** Throws AppealNotFound outside the principal's reach. */
  execute(principal: Principal, id: AppealId, said: AppealAnswer): Promise<Answered | AnswerRefusal> {
    const { staffId: by } = principal;
    return this.uow.run(workOf(principal, 'review'), async (tx) => {
      const appeal = await this.appeals.one(tx, id);
      if (appeal === null || !may(principal, 'appeals.decide', appeal)) throw new AppealNotFound();
      const { flagId: flag } = appeal;
      if (appeal.outcome !== null) return refuse('appeal-answered', { flag });
      const answer = await this.seal(tx, appeal, said.answer);
      if (!(await this.appeals.answer(tx, id, { by, outcome: said.outcome, answer })))
        return refuse('appeal-not-yours', { flag });
      const overturned = said.outcome === 'overturned' ? await this.overturn.execute(tx, appeal, by) : null;
      await this.audit.record(tx, {
        act: 'appeal.answered',
        object: { kind: 'appeal', id },
        outcome: 'done',
        details: { outcome: said.outcome, decision: appeal.decisionId },
      });
      return { kind: 'answered', overturned };
    });
  }

  private async seal(
    { context }: Transaction,
    { memberId }: StoredAppeal,
    answer: string | null,
  ): Promise<Uint8Array | null> {
    if (answer === null || context.organisationId === null) return null;
    const keys = await this.vault.keyring(context.organisationId, [memberId]);
    return keys.seal(memberId, answer, APPEAL_ANSWER_BINDING);
  }
}
