import { Injectable } from '@nestjs/common';
import { ActionBook } from '../../actions/index.js';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { DecisionId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, workOf } from '../../platform/auth/index.js';
import { DecisionNotFound } from '../review.errors.js';
import { DecisionsRepository } from './decisions.repository.js';

/** "I have sent it": from now on the decision has left the house. Saying it twice changes nothing. */
@Injectable()
export class ReportDone {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly decisions: DecisionsRepository,
    private readonly actions: ActionBook,
    private readonly audit: AuditTrail,
  ) {}

  /** Throws DecisionNotFound outside the principal's reach. */
  async execute(principal: Principal, id: DecisionId): Promise<void> {
    await this.uow.run(workOf(principal, 'review'), async (tx) => {
      const decision = await this.decisions.lock(tx, id);
      if (decision === null || !may(principal, 'flags.decide', decision)) throw new DecisionNotFound();
      if (!(await this.actions.done(tx, id, principal.staffId))) return;
      await this.audit.record(tx, { act: 'action.done', object: { kind: 'decision', id }, outcome: 'done' });
    });
  }
}
