import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { StaffId } from '../../kernel/ids.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { EntryStep, IssuedSession } from '../../platform/auth/index.js';
import { FIRST_RUN, OrganisationRepository } from '../first-run/organisation.repository.js';
import { Passwords } from '../staff/passwords.js';
import { Sessions } from './sessions.js';
import { SignInAttempt } from './sign-in-attempt.js';
import type { Credentials } from '../staff/staff.repository.js';

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  /** The caller's network address: for the limit only, kept as a keyed hash and for a day. */
  readonly address: string;
  /** User-Agent; only the browser's family of it is kept, for the person's own list of sessions. */
  readonly userAgent?: string | undefined;
}

export interface SignedIn {
  readonly kind: 'signed_in';
  readonly session: IssuedSession;
  /** Null when nothing is missing. */
  readonly awaits: EntryStep | null;
}

/** E-mail and password for a session. Equal answers and equal work, whether or not anybody has the e-mail address. */
@Injectable()
export class SignIn {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly organisations: OrganisationRepository,
    private readonly attempts: SignInAttempt,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
  ) {}

  async execute(
    input: SignInInput,
  ): Promise<SignedIn | Refused<'wrong-credentials'> | Refused<'too-many-attempts'>> {
    const attempt = await this.attempts.begin(input);
    if (attempt.kind === 'wait') return refuse('too-many-attempts', { retryAfterSeconds: attempt.seconds });
    const { credentials } = attempt;
    const matches = await this.passwords.matches(credentials?.passwordHash ?? null, input.password);
    if (credentials === null || !matches) return this.refuseAndRecord(credentials);
    return this.open(credentials, input);
  }

  private open(
    { organisationId, staffId }: Credentials,
    { email, userAgent }: SignInInput,
  ): Promise<SignedIn> {
    const work = { organisationId, actor: { kind: 'staff', id: staffId }, purpose: 'sign_in' } as const;
    return this.uow.run(work, async (tx) => {
      await this.attempts.succeeded(tx, email);
      const { session, awaits } = await this.sessions.enter(tx, { organisationId, staffId }, userAgent);
      await this.audit.record(tx, { act: 'staff.signed_in', object: asObject(staffId), outcome: 'done' });
      return { kind: 'signed_in', session, awaits };
    });
  }

  /** A guess at an unknown person is entered in the oldest organisation's log: somebody should see it. */
  private async refuseAndRecord(credentials: Credentials | null): Promise<Refused<'wrong-credentials'>> {
    const [oldest] = await this.uow.run(FIRST_RUN, (tx) => this.organisations.ids(tx));
    const organisationId = credentials?.organisationId ?? oldest;
    if (organisationId !== undefined) {
      const work = {
        organisationId,
        actor: { kind: 'anonymous', id: 'sign-in' },
        purpose: 'sign_in',
      } as const;
      const object = asObject(credentials?.staffId ?? null);
      await this.uow.run(work, (tx) =>
        this.audit.record(tx, { act: 'staff.signed_in', object, outcome: 'refused' }),
      );
    }
    return refuse('wrong-credentials');
  }
}

function asObject(staffId: StaffId | null): { kind: string; id: string } {
  return { kind: 'staff', id: staffId ?? 'unknown' };
}
