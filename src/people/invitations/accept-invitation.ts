import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { hashToken } from '../../platform/auth/index.js';
import { InvalidInput } from '../people.errors.js';
import { faultsOfPerson } from '../staff/check-staff.js';
import { Passwords, weaknessOf } from '../staff/passwords.js';
import type { WeakPassword } from '../staff/passwords.js';
import { StaffIdentity } from '../staff/staff-identity.js';
import type { DeadLink, Joined } from './invitation.js';
import { InvitationRepository } from './invitation.repository.js';
import type { Behind } from './invitation.repository.js';
import { JoinStaff } from './join-staff.js';

export interface Acceptance {
  /** From the link. */
  readonly token: string;
  readonly name: string;
  readonly password: string;
  readonly language: string;
  /** The code of conduct as it is now. */
  readonly acceptsConduct: boolean;
  readonly userAgent?: string | undefined;
}

/** Turns an invitation into a login, once: name, password and language are the person's own choice. */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly invitations: InvitationRepository,
    private readonly identity: StaffIdentity,
    private readonly passwords: Passwords,
    private readonly join: JoinStaff,
  ) {}

  /** Whether the link still opens, and the language the inviter chose. */
  async look(token: string): Promise<Behind | DeadLink> {
    const behind = await this.uow.run(ANYBODY, (tx) => this.invitations.behind(tx, hashToken(token)));
    if (behind === null) return refuse('invitation-not-valid');
    return behind.live ? behind : refuse('invitation-expired');
  }

  /** Throws InvalidInput. */
  async execute(
    input: Acceptance,
  ): Promise<Joined | DeadLink | WeakPassword | Refused<'conduct-not-accepted' | 'email-taken'>> {
    const behind = await this.look(input.token);
    if ('kind' in behind) return behind;
    const faults = faultsOfPerson({ ...input, email: 'somebody@example.org' });
    if (faults.length > 0) throw new InvalidInput(faults);
    const email = await this.emailOf(behind);
    const weakness = weaknessOf(input.password, [email.split('@')[0] ?? '', input.name]);
    if (weakness) return weakness;
    if (!input.acceptsConduct) return refuse('conduct-not-accepted');
    const { organisationId, id } = behind;
    const sealed = await this.identity.seal(organisationId, id, { email, name: input.name });
    const passwordHash = await this.passwords.hash(input.password);
    return this.join.execute(
      { id, organisationId, passwordHash, language: input.language, ...sealed },
      { tokenHash: hashToken(input.token), userAgent: input.userAgent },
    );
  }

  private async emailOf({ organisationId, id }: Behind): Promise<string> {
    const work = { ...ANYBODY, organisationId };
    const row = await this.uow.run(work, (tx) => this.invitations.lock(tx, id));
    const [email = ''] = row ? await this.identity.unsealEmails(organisationId, [row]) : [];
    return email;
  }
}

const ANYBODY = {
  organisationId: null,
  actor: { kind: 'anonymous', id: 'invitation' },
  purpose: 'accept_invitation',
} as const;
