import { createHash } from 'node:crypto';
import type { FlagId } from '../../kernel/ids.js';

/** Crockford's base 32: no letter is mistaken for a digit when read out over the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `F-3K9Q`: what a notice and a person on the phone call a flag. Nothing is looked up by it. */
export function referenceOf(id: FlagId): string {
  const bits = createHash('sha256').update(id).digest().readUInt32BE(0);
  return `F-${[0, 5, 10, 15].map((shift) => ALPHABET[(bits >>> shift) & 31] ?? '').join('')}`;
}
