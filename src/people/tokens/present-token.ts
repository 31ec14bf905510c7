import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { TokenLookup } from '../../platform/auth/index.js';
import { TokenRepository } from './token.repository.js';
import type { PresentedToken } from './token.repository.js';

/** "Last used" needs no second's precision; a write per request would be the busiest row of the database. */
const USED_EVERY = 60_000;

const LOOK_UP = {
  organisationId: null,
  actor: { kind: 'anonymous', id: 'token' },
  purpose: 'present_token',
} as const;

/** Finds who a token stands for; each look-up asks the database, so a revocation holds for the next request. */
@Injectable()
export class PresentToken extends TokenLookup {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly tokens: TokenRepository,
  ) {
    super();
  }

  override async find(tokenHash: Uint8Array): Promise<Principal | null> {
    const found = await this.uow.run(LOOK_UP, (tx) => this.tokens.presented(tx, tokenHash));
    if (found === null) return null;
    await this.remember(found);
    const { id, organisationId, createdBy, permissions, programmeId, groupId } = found;
    return {
      organisationId,
      // Whoever made the token: where that person is recused, it is too.
      staffId: createdBy,
      language: 'en',
      roles: [{ role: 'integration', programmeId, groupId }],
      token: { id, permissions },
    };
  }

  private async remember({ id, organisationId, lastUsedAt }: PresentedToken): Promise<void> {
    if (lastUsedAt !== null && this.clock.now().getTime() - lastUsedAt.getTime() < USED_EVERY) return;
    const work = { organisationId, actor: { kind: 'integration', id }, purpose: 'present_token' } as const;
    await this.uow.run(work, (tx) => this.tokens.used(tx, id));
  }
}
