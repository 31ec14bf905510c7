import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { ReachGroup } from '../../people/index.js';
import { workOf } from '../../platform/auth/index.js';
import { asJsonLd } from './json-ld.js';
import type { LedgerDocument } from './json-ld.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';

/** A group's basis events as machine-readable consent records, for whoever audits from outside. */
@Injectable()
export class ExportLedger {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly reachGroup: ReachGroup,
    private readonly ledger: LedgerRepository,
  ) {}

  /** Throws GroupNotFound outside the principal's reach. */
  execute(principal: Principal, groupId: GroupId): Promise<LedgerDocument> {
    return this.uow.run(workOf(principal, 'consent'), async (tx) => {
      await this.reachGroup.execute(tx, principal, { groupId, permission: 'basis.read' });
      const events = await this.ledger.eventsOf(tx, [groupId]);
      const object = { kind: 'group', id: groupId };
      const details = { events: events.length };
      await this.audit.record(tx, { act: 'ledger.exported', object, outcome: 'done', details });
      return asJsonLd(groupId, events);
    });
  }
}
