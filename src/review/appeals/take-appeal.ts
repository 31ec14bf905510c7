import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { AppealId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, workOf } from '../../platform/auth/index.js';
import { AppealNotFound } from '../review.errors.js';
import { AppealsRepository } from './appeals.repository.js';

export type TakeRefusal = Refused<'appeal-answered' | 'appeal-taken' | 'own-decision'>;

/** Another pair of eyes: whoever decided cannot take the appeal against it. */
@Injectable()
export class TakeAppeal {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly appeals: AppealsRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Taking it again changes nothing. Throws AppealNotFound outside the principal's reach. */
  execute(principal: Principal, id: AppealId): Promise<{ readonly kind: 'taken' } | TakeRefusal> {
    const { staffId } = principal;
    return this.uow.run(workOf(principal, 'review'), async (tx) => {
      const appeal = await this.appeals.one(tx, id);
      if (appeal === null || !may(principal, 'appeals.decide', appeal)) throw new AppealNotFound();
      const { flagId: flag, decidedBy, outcome } = appeal;
      if (outcome !== null) return refuse('appeal-answered', { flag });
      if (decidedBy === staffId) return refuse('own-decision', { flag });
      if (!(await this.appeals.take(tx, id, staffId))) {
        const now = await this.appeals.one(tx, id);
        return refuse('appeal-taken', { flag, by: now?.takenBy ?? '' });
      }
      await this.audit.record(tx, { act: 'appeal.taken', object: { kind: 'appeal', id }, outcome: 'done' });
      return { kind: 'taken' };
    });
  }
}
