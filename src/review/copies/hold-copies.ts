import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Principal } from '../../kernel/principal.js';
import type { Transaction } from '../../kernel/transaction.js';
import { reachOf } from '../../platform/auth/index.js';
import { claimedUntil } from '../claims/claim.js';
import { ClaimsRepository } from '../claims/claims.repository.js';
import { offeredFor } from '../decisions/decision.js';
import type { DecisionKind } from '../decisions/decision.js';
import { FlagRepository } from '../flags/flag.repository.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import { CopiesRepository, MOST_COPIES } from './copies.repository.js';

/** Takes the claims on identical copies that nobody else is on and about which the same may be decided. */
@Injectable()
export class HoldCopies {
  constructor(
    private readonly clock: Clock,
    private readonly flags: FlagRepository,
    private readonly claims: ClaimsRepository,
    private readonly copies: CopiesRepository,
  ) {}

  async execute(
    tx: Transaction,
    principal: Principal,
    { flag, kind }: { readonly flag: StoredFlag; readonly kind: DecisionKind },
  ): Promise<readonly StoredFlag[]> {
    const ids = await this.copies.open(tx, flag, reachOf(principal, 'flags.decide'));
    const found = await this.flags.some(tx, ids.slice(0, MOST_COPIES));
    const fitting = found.filter((copy) => offeredFor(copy).includes(kind));
    const hold = { staffId: principal.staffId, until: claimedUntil(this.clock.now()) };
    const taken = await this.claims.take(
      tx,
      fitting.map(({ id }) => id),
      hold,
    );
    return fitting.filter(({ id }) => taken.has(id));
  }
}
