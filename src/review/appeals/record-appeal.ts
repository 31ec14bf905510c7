import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { newId } from '../../kernel/ids.js';
import type { AppealId, DecisionId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { may, workOf } from '../../platform/auth/index.js';
import { DecisionsRepository } from '../decisions/decisions.repository.js';
import { DecisionNotFound } from '../review.errors.js';
import { APPEAL_WORDS_BINDING } from './appeal.js';
import { AppealsRepository } from './appeals.repository.js';

export interface AppealRecorded {
  readonly kind: 'recorded';
  readonly id: AppealId;
}

export type AppealRefusal = Refused<'already-appealed' | 'already-reversed'>;

/** A member says that a decision about them is wrong; staff write down what they say. */
@Injectable()
export class RecordAppeal {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly vault: Vault,
    private readonly decisions: DecisionsRepository,
    private readonly appeals: AppealsRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Once per decision. Throws DecisionNotFound outside the principal's reach. */
  execute(
    principal: Principal,
    decisionId: DecisionId,
    words: string,
  ): Promise<AppealRecorded | AppealRefusal> {
    return this.uow.run(workOf(principal, 'review'), async (tx) => {
      const decision = await this.decisions.lock(tx, decisionId);
      if (decision === null || !may(principal, 'appeals.record', decision)) throw new DecisionNotFound();
      const { memberId, flagId: flag, reversal } = decision;
      if (reversal !== null) return refuse('already-reversed', { flag, how: reversal });
      const keys = await this.vault.keyring(principal.organisationId, [memberId]);
      const sealed = keys.seal(memberId, words, APPEAL_WORDS_BINDING);
      const appeal = { id: newId<'appeal'>(), decisionId, by: principal.staffId, words: sealed };
      if (!(await this.appeals.insert(tx, appeal))) return refuse('already-appealed', { flag });
      const object = { kind: 'appeal', id: appeal.id };
      await this.audit.record(tx, {
        act: 'appeal.recorded',
        object,
        outcome: 'done',
        details: { decision: decisionId },
      });
      return { kind: 'recorded', id: appeal.id };
    });
  }
}
