import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';

/**
 * Argon2id with 19 MiB, two passes and one lane: the OWASP Password Storage Cheat Sheet's configuration with the
 * least memory among equals, so that a burst of sign-ins does not starve a small server. Argon2id is the library's
 * default algorithm.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** NIST SP 800-63B asks for length rather than for character classes; 12 leaves guessing online hopeless. */
const MIN_LENGTH = 12;

/** Longer input would only be work for the server. */
const MAX_LENGTH = 128;

export type WeakPassword = Refused<'weak-password'>;

/** Null when the password will do. `about` is what an attacker would try first: the person's own e-mail and name. */
export function weaknessOf(password: string, about: readonly string[]): WeakPassword | null {
  const { length } = Array.from(password);
  if (length < MIN_LENGTH) return refuse('weak-password', { problem: 'too-short', minLength: MIN_LENGTH });
  if (length > MAX_LENGTH) return refuse('weak-password', { problem: 'too-long', maxLength: MAX_LENGTH });
  const lower = password.toLowerCase();
  const isOwn = about.some((word) => word.length >= 4 && lower.includes(word.toLowerCase()));
  const isMonotonous = new Set(lower).size < 5;
  return isOwn || isMonotonous ? refuse('weak-password', { problem: 'guessable' }) : null;
}

/** Hashes and compares passwords, off the event loop's thread. */
@Injectable()
export class Passwords {
  private decoy: Promise<string> | null = null;

  hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  /** A missing hash costs as much as a wrong password: how long an answer takes says nothing about who has a login. */
  async matches(passwordHash: string | null, password: string): Promise<boolean> {
    this.decoy ??= this.hash(randomBytes(32).toString('hex'));
    const decoy = await this.decoy;
    const matches = await verify(passwordHash ?? decoy, password);
    return matches && passwordHash !== null;
  }
}
