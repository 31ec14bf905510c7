import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import type { Transaction } from '../../kernel/transaction.js';
import { DecisionsRepository } from '../decisions/decisions.repository.js';
import { alreadyDecided, heldBy } from '../decisions/refusals.js';
import type { TakenRefusal } from '../decisions/refusals.js';
import { ReachFlag } from '../flags/reach-flag.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import { claimedUntil } from './claim.js';
import { ClaimsRepository } from './claims.repository.js';

/** Takes the claim on a flag inside a transaction; whoever holds it until commit is the only one who can decide. */
@Injectable()
export class HoldFlags {
  constructor(
    private readonly clock: Clock,
    private readonly reach: ReachFlag,
    private readonly claims: ClaimsRepository,
    private readonly decisions: DecisionsRepository,
  ) {}

  /** Throws FlagNotFound outside the principal's reach. */
  async execute(
    tx: Transaction,
    principal: Principal,
    id: FlagId,
  ): Promise<{ readonly kind: 'held'; readonly flag: StoredFlag } | TakenRefusal> {
    await this.reach.execute(tx, principal, { id, permission: 'flags.decide' });
    const { staffId } = principal;
    const taken = await this.claims.take(tx, [id], { staffId, until: claimedUntil(this.clock.now()) });
    // Asked only now: whoever was first has committed by the time their claim lets ours through.
    const decision = await this.decisions.inForce(tx, id);
    if (decision) {
      if (taken.has(id)) await this.claims.clear(tx, [id]);
      return alreadyDecided(decision);
    }
    const [holder] = taken.has(id) ? [] : await this.claims.live(tx, [id]);
    if (holder) return heldBy(holder);
    return {
      kind: 'held',
      flag: await this.reach.execute(tx, principal, { id, permission: 'flags.decide' }),
    };
  }
}
