import { createHash } from 'node:crypto';
import type { Principal } from '../../kernel/principal.js';

/** A session that was just opened. The token goes into the cookie and nowhere else. */
export interface IssuedSession {
  readonly token: string;
  readonly expiresAt: Date;
}

/** What a person still has to do before the service opens to them, in this order. */
export const ENTRY_STEPS = ['code', 'enrolment', 'conduct'] as const;
export type EntryStep = (typeof ENTRY_STEPS)[number];

/** The session of the request at hand. */
export interface CurrentSession {
  readonly principal: Principal;
  /** Hidden field `_csrf` of every form, header `x-csrf-token` of every script. */
  readonly csrfToken: string;
  readonly expiresAt: Date;
  /** Null when nothing is missing; until then only the routes of entering are open. */
  readonly awaits: EntryStep | null;
  /** Names the session to those who end it; the token itself is never kept. */
  readonly tokenHash: Uint8Array;
}

/** Who a token belongs to, when the session is live. Implemented where the sessions are stored. */
export abstract class SessionLookup {
  abstract find(tokenHash: Uint8Array): Promise<Omit<CurrentSession, 'csrfToken' | 'tokenHash'> | null>;
}

/** SHA-256 suffices: a token has 256 random bits, there is nothing to guess slowly. */
export function hashToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

/** Who a token of a program stands for. Implemented where the tokens are stored. */
export abstract class TokenLookup {
  /** Null when there is none, or it ended; counts as a use otherwise. */
  abstract find(tokenHash: Uint8Array): Promise<Principal | null>;
}
