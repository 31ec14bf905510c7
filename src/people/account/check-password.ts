import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { SignInLimit } from '../sign-in/sign-in-limit.js';
import { Passwords } from '../staff/passwords.js';
import { ReadSelf } from '../staff/read-self.js';
import { StandingRepository } from '../standing/standing.repository.js';

/** Is it really the owner who sits before an open session? Guesses are as slow as at the door. */
@Injectable()
export class CheckPassword {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly limit: SignInLimit,
    private readonly passwords: Passwords,
    private readonly self: ReadSelf,
    private readonly staff: StandingRepository,
  ) {}

  /** `about`: what a new password must not contain. */
  async execute(
    principal: Principal,
    password: string,
  ): Promise<
    | { readonly kind: 'right'; readonly about: readonly string[] }
    | Refused<'wrong-password' | 'too-many-attempts'>
  > {
    const { staffId } = principal;
    const work = workOf(principal, 'account');
    const seconds = await this.uow.run(work, (tx) => this.limit.takeCode(tx, staffId));
    if (seconds > 0) return refuse('too-many-attempts', { retryAfterSeconds: seconds });
    const kept = await this.uow.run(work, (tx) => this.staff.passwordHash(tx, staffId));
    if (!(await this.passwords.matches(kept, password))) return refuse('wrong-password');
    await this.uow.run(work, (tx) => this.limit.clearCode(tx, staffId));
    const { email, name } = await this.self.execute(principal);
    return { kind: 'right', about: [email.split('@')[0] ?? '', name] };
  }

  async replace(tx: Transaction, staffId: StaffId, passwordHash: string): Promise<void> {
    await this.staff.setPassword(tx, staffId, passwordHash);
  }
}
