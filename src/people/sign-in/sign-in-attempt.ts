import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { SignInLimit } from './sign-in-limit.js';
import { StaffIdentity } from '../staff/staff-identity.js';
import type { Credentials } from '../staff/staff.repository.js';
import { StaffRepository } from '../staff/staff.repository.js';

export type Attempt =
  | { readonly kind: 'wait'; readonly seconds: number }
  /** Null credentials: nobody has this e-mail address here, which must not show. */
  | { readonly kind: 'counted'; readonly credentials: Credentials | null };

/** The first step of signing in: counted before anything is compared, so that many attempts at once gain nothing. */
@Injectable()
export class SignInAttempt {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly limit: SignInLimit,
    private readonly identity: StaffIdentity,
    private readonly staff: StaffRepository,
  ) {}

  begin(person: { readonly email: string; readonly address: string }): Promise<Attempt> {
    return this.uow.run(ANYBODY, async (tx) => {
      const seconds = await this.limit.take(tx, person);
      if (seconds > 0) return { kind: 'wait', seconds };
      return {
        kind: 'counted',
        credentials: await this.staff.credentials(tx, this.identity.indexOf(person.email)),
      };
    });
  }

  succeeded(tx: Transaction, email: string): Promise<void> {
    return this.limit.clear(tx, email);
  }
}

const ANYBODY = {
  organisationId: null,
  actor: { kind: 'anonymous', id: 'sign-in' },
  purpose: 'sign_in',
} as const;
