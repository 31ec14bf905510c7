import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { hashToken, may, TOKEN_PREFIX, workOf } from '../../platform/auth/index.js';
import { checkName } from '../groups/check-group.js';
import { InvalidInput, TokenNotFound } from '../people.errors.js';
import { PlaceRoles } from '../roles/place-roles.js';
import { MOST_TOKEN_DAYS } from './api-token.js';
import type { NewToken, TokenMade, TokenRefused, TokenView } from './api-token.js';
import { TokenRepository } from './token.repository.js';

const DAY = 86_400_000;

/** Lets programs in, for a while and for what they need; nobody lets one do more than they may themselves. */
@Injectable()
export class ManageTokens {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly tokens: TokenRepository,
    private readonly places: PlaceRoles,
  ) {}

  /** Those in the principal's reach. */
  list(principal: Principal): Promise<readonly TokenView[]> {
    return this.uow.run(workOf(principal, 'manage_tokens'), async (tx) => {
      const reached = [];
      for (const token of await this.tokens.list(tx))
        if (await this.reaches(tx, principal, token)) reached.push(token);
      return reached;
    });
  }

  /** Throws InvalidInput. */
  async make(principal: Principal, input: NewToken): Promise<TokenMade | TokenRefused> {
    checkToken(input);
    const token = TOKEN_PREFIX + randomBytes(32).toString('base64url');
    const id = newId();
    const expiresAt = new Date(this.clock.now().getTime() + input.days * DAY);
    return this.uow.run(workOf(principal, 'manage_tokens'), async (tx) => {
      const refused = await this.refusal(tx, principal, input);
      if (refused) return refused;
      const row = { ...input, id, name: input.name.trim(), expiresAt, createdBy: principal.staffId };
      await this.tokens.insert(tx, { ...row, tokenHash: hashToken(token) });
      const details = { permissions: input.permissions.join(' '), days: input.days };
      await this.audit.record(tx, {
        act: 'token.made',
        object: { kind: 'token', id },
        outcome: 'done',
        details,
      });
      return { kind: 'made', id, token, expiresAt };
    });
  }

  /** Holds from the program's next request on. Throws TokenNotFound. */
  async revoke(principal: Principal, id: string): Promise<void> {
    await this.uow.run(workOf(principal, 'manage_tokens'), async (tx) => {
      const token = await this.tokens.one(tx, id);
      if (token === null || !(await this.reaches(tx, principal, token))) throw new TokenNotFound();
      await this.tokens.revoke(tx, id);
      await this.audit.record(tx, { act: 'token.revoked', object: { kind: 'token', id }, outcome: 'done' });
    });
  }

  private async refusal(
    tx: Transaction,
    principal: Principal,
    input: NewToken,
  ): Promise<TokenRefused | null> {
    if (input.programmeId !== null && input.groupId !== null) return refuse('two-places');
    const place = await this.places.placeOf(tx, input);
    if (place === null) return refuse('unknown-place');
    const beyond = ['tokens.manage' as const, ...input.permissions].find(
      (permission) => !may(principal, permission, place),
    );
    return beyond === undefined ? null : refuse('beyond-reach', { permission: beyond });
  }

  private async reaches(tx: Transaction, principal: Principal, token: TokenView): Promise<boolean> {
    const place = await this.places.placeOf(tx, token);
    return place !== null && may(principal, 'tokens.manage', place);
  }
}

function checkToken({ name, permissions, days }: NewToken): void {
  const isDays = Number.isInteger(days) && days >= 1 && days <= MOST_TOKEN_DAYS;
  const fault = name.trim().length > 100 ? 'at most 100 characters' : checkName(name);
  const faults = [
    { path: '/name', message: fault },
    { path: '/permissions', message: permissions.length > 0 ? null : 'at least one' },
    { path: '/days', message: isDays ? null : `a whole number from 1 to ${MOST_TOKEN_DAYS}` },
  ].flatMap(({ path, message }) => (message === null ? [] : [{ path, message }]));
  if (faults.length > 0) throw new InvalidInput(faults);
}
