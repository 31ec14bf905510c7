import { mix } from './shingles.js';

/** Odd constant of the golden ratio: consecutive multiples are spread over all 32 bits. */
const STEP = 0x9e3779b9;

/**
 * MinHash signature of a set of shingles: `length` smallest values, each under another permutation.
 * Two signatures agree in a share of places that estimates the Jaccard similarity of the sets, give or take
 * `1 / sqrt(length)`. An empty set gives a signature of all ones, which equals only another empty set's.
 */
export function minHash(shingles: Uint32Array, length: number): Uint32Array {
  const signature = new Uint32Array(length).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let at = 0; at < length; at++) {
      const hash = mix(shingle ^ Math.imul(at + 1, STEP));
      if (hash < (signature[at] ?? 0)) signature[at] = hash;
    }
  }
  return signature;
}

/** Estimated Jaccard similarity of the sets behind two signatures of one length, 0..1. */
export function signatureSimilarity(a: Uint32Array, b: Uint32Array): number {
  let equal = 0;
  for (let at = 0; at < a.length; at++) if (a[at] === b[at]) equal++;
  return a.length === 0 ? 0 : equal / a.length;
}

/** Exact Jaccard similarity of two sets of shingles, 0..1; 0 when both are empty. */
export function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let common = 0;
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const shingle of few) if (many.has(shingle)) common++;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}
