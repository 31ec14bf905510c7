import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { ReachGroup } from '../../people/index.js';
import { workOf } from '../../platform/auth/index.js';
import type { BasisWithdrawn } from './ledger-event.js';
import { LedgerRepository } from './ledger.repository.js';
import { statusOf } from './status.js';
import type { BasisStatus } from './status.js';

/** Ends a group's basis. Once this returns nothing of the group is admitted any more, in any process. */
@Injectable()
export class WithdrawBasis {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly reachGroup: ReachGroup,
    private readonly ledger: LedgerRepository,
  ) {}

  /** Throws GroupNotFound outside the principal's reach. */
  execute(principal: Principal, groupId: GroupId): Promise<BasisStatus | Refused<'no-basis'>> {
    const { organisationId, staffId } = principal;
    const at = this.clock.now();
    return this.uow.run(workOf(principal, 'consent'), async (tx) => {
      await this.ledger.holdAlone(tx);
      await this.reachGroup.execute(tx, principal, { groupId, permission: 'basis.record' });
      const events = await this.ledger.eventsOf(tx, [groupId]);
      const before = statusOf(events, at);
      if (before.kind === 'none' || before.kind === 'withdrawn') return refuse('no-basis');
      const base = { id: randomUUID(), organisationId, groupId, at, recordedBy: staffId };
      const event: BasisWithdrawn = { ...base, event: 'withdrawn' };
      await this.ledger.appendBasis(tx, event);
      const object = { kind: 'group', id: groupId };
      await this.audit.record(tx, {
        act: 'basis.withdrawn',
        object,
        outcome: 'done',
        details: { event: event.id },
      });
      return statusOf([...events, event], at);
    });
  }
}
