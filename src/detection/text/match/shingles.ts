import type { TextView } from '../../text-views.js';

/** FNV-1a over UTF-16 units, 32 bit: fast, and good enough where nothing secret depends on it. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** 32-bit hash of a string; `seed` gives independent hashes of the same string. */
export function hash32(text: string, seed = 0): number {
  let hash = FNV_OFFSET ^ seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return mix(hash);
}

/** The finaliser of MurmurHash3: every input bit reaches every output bit. */
export function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Hashes of every run of `size` words, in order and with repeats; one hash of all words when there are fewer.
 * Empty for a text without words.
 */
export function wordShingles(view: TextView, size: number): Uint32Array {
  const words = new Uint32Array(view.words.length);
  view.words.forEach(({ text }, at) => {
    words[at] = hash32(text);
  });
  if (words.length === 0) return words;
  const shingles = new Uint32Array(Math.max(1, words.length - size + 1));
  for (let at = 0; at < shingles.length; at++) {
    let hash = FNV_OFFSET;
    const end = Math.min(at + size, words.length);
    for (let i = at; i < end; i++) hash = mix(Math.imul(hash, 31) ^ (words[i] ?? 0));
    shingles[at] = hash;
  }
  return shingles;
}

/**
 * Hashes of every run of `size` UTF-16 units of the words joined by one space and padded with one on either side, so
 * that beginnings and ends of words count. Empty for a text without words.
 */
export function characterShingles(view: TextView, size: number): Uint32Array {
  if (view.words.length === 0) return new Uint32Array(0);
  const text = ` ${view.words.map((word) => word.text).join(' ')} `;
  const shingles = new Uint32Array(Math.max(1, text.length - size + 1));
  for (let at = 0; at < shingles.length; at++) {
    let hash = FNV_OFFSET;
    const end = Math.min(at + size, text.length);
    for (let i = at; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
    shingles[at] = mix(hash);
  }
  return shingles;
}
