import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { ReachGroup } from '../../people/index.js';
import { workOf } from '../../platform/auth/index.js';
import { refusalOf } from './check-basis.js';
import type { BasisRefusal } from './check-basis.js';
import type { BasisRecorded, NewBasis } from './ledger-event.js';
import { LedgerRepository } from './ledger.repository.js';
import { statusOf } from './status.js';
import type { BasisStatus } from './status.js';

/** Writes down who decided that a group may be read, for what and until when. Replaces the basis before it. */
@Injectable()
export class RecordBasis {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly reachGroup: ReachGroup,
    private readonly ledger: LedgerRepository,
  ) {}

  /** Throws GroupNotFound outside the principal's reach. */
  execute(principal: Principal, groupId: GroupId, basis: NewBasis): Promise<BasisStatus | BasisRefusal> {
    const { organisationId, staffId } = principal;
    const at = this.clock.now();
    return this.uow.run(workOf(principal, 'consent'), async (tx) => {
      await this.ledger.holdAlone(tx);
      await this.reachGroup.execute(tx, principal, { groupId, permission: 'basis.record' });
      const refusal = refusalOf(basis, at);
      if (refusal) return refusal;
      const event: BasisRecorded = {
        id: randomUUID(),
        organisationId,
        groupId,
        at,
        event: 'recorded',
        recordedBy: staffId,
        terms: basis,
      };
      await this.ledger.appendBasis(tx, event);
      await this.audit.record(tx, {
        act: 'basis.recorded',
        object: { kind: 'group', id: groupId },
        outcome: 'done',
        details: { event: event.id, basis: basis.basis, purposes: basis.purposes.join(' ') },
      });
      return statusOf([event], at);
    });
  }
}
