import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Refused } from '../../../kernel/refused.js';
import { Csrf, hashToken, SessionCookie } from '../../../platform/auth/index.js';
import type { EntryStep, IssuedSession } from '../../../platform/auth/index.js';
import type { SteppedIn, StepRefused } from '../../entry/come-in.js';
import type { WeakPassword } from '../../staff/passwords.js';
import { accepted } from '../refusals.js';

export interface SignedInView {
  /** For the header `x-csrf-token` of every request that changes something. */
  readonly csrfToken: string;
  readonly expiresAt: Date;
  /** What has to be done before anything else is open; null when nothing. */
  readonly awaits: EntryStep | null;
}

type EntryRefused =
  | Refused<'wrong-credentials' | 'link-not-valid' | 'too-many-attempts'>
  | Refused<'invitation-not-valid' | 'invitation-expired' | 'conduct-not-accepted' | 'email-taken'>
  | WeakPassword;

interface Opened {
  readonly session: IssuedSession;
  readonly awaits?: EntryStep | null;
}

/** What a session looks like on the wire. */
@Injectable()
export class SessionAnswers {
  constructor(
    private readonly cookie: SessionCookie,
    private readonly csrf: Csrf,
  ) {}

  opened(response: Response, result: Opened | EntryRefused): SignedInView {
    if ('reason' in result && result.reason === 'too-many-attempts')
      response.setHeader('Retry-After', String(result.details.retryAfterSeconds));
    const { session, awaits = null } = accepted(result);
    this.cookie.write(response, session);
    const { token, expiresAt } = session;
    return { csrfToken: this.csrf.tokenFor(hashToken(token)), expiresAt, awaits };
  }

  stepped(response: Response, result: SteppedIn | StepRefused): SteppedIn {
    if ('reason' in result && result.reason === 'too-many-attempts')
      response.setHeader('Retry-After', String(result.details.retryAfterSeconds));
    return accepted(result);
  }

  closed(response: Response): void {
    this.cookie.clear(response);
  }
}
