import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Refused } from '../../kernel/refused.js';
import { Csrf, hashToken, SessionCookie } from '../../platform/auth/index.js';
import type { IssuedSession } from '../../platform/auth/index.js';
import type { WeakPassword } from '../staff/passwords.js';
import { accepted } from './refusals.js';

export interface SignedInView {
  /** For the header `x-csrf-token` of every request that changes something. */
  readonly csrfToken: string;
  readonly expiresAt: Date;
}

type EntryRefused =
  Refused<'wrong-credentials' | 'link-not-valid'> | Refused<'too-many-attempts'> | WeakPassword;

/** What a session looks like on the wire. */
@Injectable()
export class SessionAnswers {
  constructor(
    private readonly cookie: SessionCookie,
    private readonly csrf: Csrf,
  ) {}

  opened(response: Response, result: { readonly session: IssuedSession } | EntryRefused): SignedInView {
    if ('reason' in result && result.reason === 'too-many-attempts')
      response.setHeader('Retry-After', String(result.details.retryAfterSeconds));
    const { session } = accepted(result);
    this.cookie.write(response, session);
    return { csrfToken: this.csrf.tokenFor(hashToken(session.token)), expiresAt: session.expiresAt };
  }

  closed(response: Response): void {
    this.cookie.clear(response);
  }
}
