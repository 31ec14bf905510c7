import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import { Escalation } from '../../kernel/escalation.js';
import type { FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import type { TakenRefusal } from '../decisions/refusals.js';
import { claimedUntil } from './claim.js';
import { HoldFlags } from './hold-flags.js';

export interface Claimed {
  readonly kind: 'claimed';
  readonly until: Date;
}

/** "I am on it": nobody else decides the flag while the lease lasts. */
@Injectable()
export class ClaimFlag {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly hold: HoldFlags,
    private readonly escalation: Escalation,
    private readonly audit: AuditTrail,
  ) {}

  /** Claiming again renews. Throws FlagNotFound outside the principal's reach. */
  execute(principal: Principal, id: FlagId): Promise<Claimed | TakenRefusal> {
    return this.uow.run(workOf(principal, 'review'), async (tx) => {
      const held = await this.hold.execute(tx, principal, id);
      if (held.kind === 'refused') return held;
      if (held.flag.escalatedAt !== null)
        await this.escalation.acknowledge(tx, { kind: 'flag', id }, principal.staffId);
      await this.audit.record(tx, { act: 'flag.claimed', object: { kind: 'flag', id }, outcome: 'done' });
      return { kind: 'claimed', until: claimedUntil(this.clock.now()) };
    });
  }
}
