import type { StaffId } from '../../kernel/ids.js';
import type { Refused } from '../../kernel/refused.js';
import type { EntryStep, IssuedSession } from '../../platform/auth/index.js';
import type { RolesRefused } from '../roles/place-roles.js';
import type { HeldRole } from '../staff/staff.repository.js';

/** What became of the mail; `none` where no mail server is configured. */
export type MailState = 'none' | 'sent' | 'failed' | 'in_doubt';

export type InvitationState = 'open' | 'expired';

/** An invitation that nobody accepted and nobody took back. */
export interface InvitationView {
  readonly id: StaffId;
  readonly email: string;
  readonly roles: readonly HeldRole[];
  readonly state: InvitationState;
  readonly mail: MailState;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface NewInvitation {
  readonly email: string;
  /** Of the mail and of the console until the person chooses their own. */
  readonly language: string;
  readonly roles: readonly HeldRole[];
}

export interface Invited {
  readonly kind: 'invited';
  readonly id: StaffId;
  readonly mail: MailState;
  /** Shown once, and only where no mail carried it. */
  readonly link: string | null;
}

export type InviteRefusal = Refused<'email-taken' | 'already-invited'> | RolesRefused;

export interface Joined {
  readonly kind: 'joined';
  readonly session: IssuedSession;
  readonly awaits: EntryStep | null;
}

export type DeadLink = Refused<'invitation-not-valid' | 'invitation-expired'>;

/** Long enough for a weekend; a forgotten mail opens nothing next month. */
export const INVITATION_HOURS = 72;
