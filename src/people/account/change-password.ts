import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import type { CurrentSession } from '../../platform/auth/index.js';
import { SessionRepository } from '../sign-in/session.repository.js';
import { Passwords, weaknessOf } from '../staff/passwords.js';
import type { WeakPassword } from '../staff/passwords.js';
import { CheckPassword } from './check-password.js';

export type PasswordRefusal = Refused<'wrong-password' | 'too-many-attempts'> | WeakPassword;

/** A new password for oneself; whoever is signed in with the old one anywhere else is not any more. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly check: CheckPassword,
    private readonly passwords: Passwords,
    private readonly sessions: SessionRepository,
  ) {}

  async execute(
    { principal, tokenHash }: Pick<CurrentSession, 'principal' | 'tokenHash'>,
    given: { readonly current: string; readonly next: string },
  ): Promise<{ readonly kind: 'changed'; readonly ended: number } | PasswordRefusal> {
    const checked = await this.check.execute(principal, given.current);
    if (checked.kind === 'refused') return checked;
    const weakness = weaknessOf(given.next, checked.about);
    if (weakness) return weakness;
    const passwordHash = await this.passwords.hash(given.next);
    const { staffId } = principal;
    return this.uow.run(workOf(principal, 'account'), async (tx) => {
      await this.check.replace(tx, staffId, passwordHash);
      const ended = await this.sessions.revokeOthers(tx, staffId, { tokenHash, now: this.clock.now() });
      const object = { kind: 'staff', id: staffId };
      await this.audit.record(tx, { act: 'password.changed', object, outcome: 'done', details: { ended } });
      return { kind: 'changed', ended };
    });
  }
}
