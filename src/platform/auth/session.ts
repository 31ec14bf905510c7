import { createHash } from 'node:crypto';
import type { Principal } from '../../kernel/principal.js';

/** A session that was just opened. The token goes into the cookie and nowhere else. */
export interface IssuedSession {
  readonly token: string;
  readonly expiresAt: Date;
}

/** The session of the request at hand. */
export interface CurrentSession {
  readonly principal: Principal;
  /** Hidden field `_csrf` of every form, header `x-csrf-token` of every script. */
  readonly csrfToken: string;
  readonly expiresAt: Date;
  /** Names the session to those who end it; the token itself is never kept. */
  readonly tokenHash: Uint8Array;
}

/** Who a token belongs to, when the session is live. Implemented where the sessions are stored. */
export abstract class SessionLookup {
  abstract find(
    tokenHash: Uint8Array,
  ): Promise<{ readonly principal: Principal; readonly expiresAt: Date } | null>;
}

/** SHA-256 suffices: a token has 256 random bits, there is nothing to guess slowly. */
export function hashToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}
