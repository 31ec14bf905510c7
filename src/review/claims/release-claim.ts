import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Escalation } from '../../kernel/escalation.js';
import type { FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { ReachFlag } from '../flags/reach-flag.js';
import { ClaimsRepository } from './claims.repository.js';

/** "Somebody else, please." Letting go of what one does not hold changes nothing. */
@Injectable()
export class ReleaseClaim {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reach: ReachFlag,
    private readonly claims: ClaimsRepository,
    private readonly escalation: Escalation,
    private readonly audit: AuditTrail,
  ) {}

  /** Throws FlagNotFound outside the principal's reach. */
  async execute(principal: Principal, id: FlagId): Promise<void> {
    await this.uow.run(workOf(principal, 'review'), async (tx) => {
      const flag = await this.reach.execute(tx, principal, { id, permission: 'flags.decide' });
      if (!(await this.claims.release(tx, id, principal.staffId))) return;
      if (flag.escalatedAt !== null) await this.escalation.resume(tx, { kind: 'flag', id });
      await this.audit.record(tx, { act: 'flag.released', object: { kind: 'flag', id }, outcome: 'done' });
    });
  }
}
