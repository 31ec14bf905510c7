import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { ReachGroup } from '../../people/index.js';
import { may, workOf } from '../../platform/auth/index.js';
import { MemberNotFound, OrganisationRequired } from '../consent.errors.js';
import type { Objection } from './ledger-event.js';
import { LedgerRepository } from './ledger.repository.js';

export interface ObjectionRecorded {
  readonly kind: 'recorded';
  readonly eventId: string;
}

/** Writes down that a member does not want to be read, or does again. Wins over every basis. */
@Injectable()
export class RecordObjection {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly reachGroup: ReachGroup,
    private readonly ledger: LedgerRepository,
  ) {}

  /** Throws MemberNotFound, and GroupNotFound outside the principal's reach; for every group that is the organisation. */
  execute(principal: Principal, objection: Objection): Promise<ObjectionRecorded> {
    return this.uow.run(workOf(principal, 'consent'), async (tx) => {
      await this.ledger.holdAlone(tx);
      await this.checkReach(tx, principal, objection);
      return this.within(tx, objection);
    });
  }

  /**
   * In the walk's own transaction, for a member who says it in the chat. Takes no lock, because the walk that admits
   * already holds its share: batches of other groups see the event from their next admission on.
   */
  async within(tx: Transaction, objection: Objection): Promise<ObjectionRecorded> {
    const { organisationId, actor } = tx.context;
    if (organisationId === null) throw new OrganisationRequired();
    const event = {
      id: randomUUID(),
      organisationId,
      at: this.clock.now(),
      recordedBy: actor.id,
      ...objection,
    };
    await this.ledger.appendObjection(tx, event);
    await this.audit.record(tx, {
      act: objection.event === 'opted_out' ? 'member.opted_out' : 'member.opted_in',
      object: { kind: 'member', id: objection.memberId },
      outcome: 'done',
      details: { event: event.id, group: objection.groupId },
    });
    return { kind: 'recorded', eventId: event.id };
  }

  private async checkReach(tx: Transaction, principal: Principal, objection: Objection): Promise<void> {
    const { groupId, memberId } = objection;
    if (groupId !== null)
      await this.reachGroup.execute(tx, principal, { groupId, permission: 'objections.record' });
    else if (!may(principal, 'objections.record', { programmeId: null, groupId: null }))
      throw new MemberNotFound();
    if (!(await this.ledger.memberExists(tx, memberId))) throw new MemberNotFound();
  }
}
