import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { claimedUntil } from '../claims/claim.js';
import { ClaimsRepository } from '../claims/claims.repository.js';
import type { FlagView } from './flag-view.js';
import { ReachFlag } from './reach-flag.js';
import { ShowFlags } from './show-flags.js';

/** One flag with its words. Whoever is on it stays on it by looking. */
@Injectable()
export class ReadFlag {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly reach: ReachFlag,
    private readonly claims: ClaimsRepository,
    private readonly show: ShowFlags,
    private readonly audit: AuditTrail,
  ) {}

  /** Throws FlagNotFound outside the principal's reach. */
  async execute(principal: Principal, id: FlagId): Promise<FlagView> {
    const { staffId } = principal;
    const flag = await this.uow.run(workOf(principal, 'review'), async (tx) => {
      await this.claims.renew(tx, { flagId: id, staffId, until: claimedUntil(this.clock.now()) });
      const found = await this.reach.execute(tx, principal, { id, permission: 'flags.read' });
      await this.audit.record(tx, { act: 'flag.viewed', object: { kind: 'flag', id }, outcome: 'done' });
      return found;
    });
    return this.show.one(principal, flag);
  }
}
