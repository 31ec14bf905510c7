import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { ReachGroup } from '../../people/index.js';
import { workOf } from '../../platform/auth/index.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import type { RefusedCount } from './gate.js';

/** A month: long enough to see that a basis ran out, short enough to be about now. */
const PERIOD = 30 * 24 * 60 * 60_000;

/** How many messages of a group the gate refused in the last 30 days, by reason. */
@Injectable()
export class RefusalsOf {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly reachGroup: ReachGroup,
    private readonly ledger: LedgerRepository,
  ) {}

  /** Throws GroupNotFound outside the principal's reach. */
  execute(principal: Principal, groupId: GroupId): Promise<readonly RefusedCount[]> {
    const since = new Date(this.clock.now().getTime() - PERIOD);
    return this.uow.run(workOf(principal, 'consent'), async (tx) => {
      await this.reachGroup.execute(tx, principal, { groupId, permission: 'basis.read' });
      return this.ledger.refusedSince(tx, groupId, since);
    });
  }
}
