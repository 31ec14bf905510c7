import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { ReachGroup } from '../../people/index.js';
import { workOf } from '../../platform/auth/index.js';
import type { BasisEvent } from './ledger-event.js';
import { LedgerRepository } from './ledger.repository.js';
import { statusOf } from './status.js';
import type { BasisStatus } from './status.js';

/** What a group decided, as it stands now. */
@Injectable()
export class BasisOf {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly reachGroup: ReachGroup,
    private readonly ledger: LedgerRepository,
  ) {}

  /** Throws GroupNotFound outside the principal's reach. */
  execute(principal: Principal, groupId: GroupId): Promise<BasisStatus> {
    return this.uow.run(workOf(principal, 'consent'), async (tx) => {
      await this.reachGroup.execute(tx, principal, { groupId, permission: 'basis.read' });
      return statusOf(await this.ledger.eventsOf(tx, [groupId]), this.clock.now());
    });
  }

  /** For lists, in one statement. Groups that never had a basis are absent; the caller has checked the reach. */
  async ofMany(tx: Transaction, groupIds: readonly GroupId[]): Promise<ReadonlyMap<GroupId, BasisStatus>> {
    const events = new Map<GroupId, BasisEvent[]>();
    for (const event of await this.ledger.eventsOf(tx, groupIds)) {
      const own = events.get(event.groupId);
      if (own === undefined) events.set(event.groupId, [event]);
      else own.push(event);
    }
    const at = this.clock.now();
    return new Map([...events].map(([groupId, own]) => [groupId, statusOf(own, at)]));
  }
}
