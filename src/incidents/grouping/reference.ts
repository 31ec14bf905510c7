import { randomInt } from 'node:crypto';

/** Crockford's base 32: nothing is mistaken for something else when read out over the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `3F7K`. Random, so that it tells neither how many incidents there are nor which came first. */
export function newReference(length = 4): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '0').join('');
}
