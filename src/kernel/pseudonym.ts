import { createHash } from 'node:crypto';
import type { MemberId } from './ids.js';

/** Crockford's base 32: no letter is mistaken for a digit when read out over the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * `M-7K2Q`: what reviewers call a member. Follows from the member's random id alone, so it says nothing about the
 * person and means nobody once the member is forgotten. Twenty bits tell the members of one group apart; two members
 * of a large organisation may share one, which is why nothing is ever looked up by it.
 */
export function pseudonymOf(memberId: MemberId): string {
  const hash = createHash('sha256').update(memberId).digest();
  const letters = [0, 5, 10, 15].map((bit) => ALPHABET[(hash.readUInt32BE(0) >>> bit) & 31] ?? '');
  return `M-${letters.join('')}`;
}

/** The last five hex digits of the first four bytes of `sha256(id)`, by which members with a pseudonym are listed; null when it is none. */
export function pseudonymBits(pseudonym: string): string | null {
  const letters = /^M-?([0-9A-HJKMNP-TV-Z]{4})$/.exec(pseudonym.trim().toUpperCase())?.[1];
  if (letters === undefined) return null;
  const bits = Array.from(letters).reduce(
    (sum, letter, place) => sum | (ALPHABET.indexOf(letter) << (5 * place)),
    0,
  );
  return bits.toString(16).padStart(5, '0');
}
