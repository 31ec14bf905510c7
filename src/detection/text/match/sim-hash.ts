import { createHash } from 'node:crypto';

const BITS = 64;
/** Two halves of the sketch, each with a 64-bit key of its own, taken from the secret's SHA-256. */
const SHORTEST_KEY = 32;

/** A keyed function from shingles to 64-bit sketches. */
export type SimHasher = (shingles: Uint32Array) => bigint;

/**
 * Makes a keyed 64-bit SimHash (Charikar 2002): texts that share most shingles differ in few bits.
 * Each shingle is hashed with HalfSipHash-2-4 (Aumasson and Bernstein), so without the key a sketch tells nothing
 * about its words and cannot be compared with another organisation's.
 * @param key a secret of at least 32 bytes.
 */
export function keyedSimHash(key: Uint8Array): SimHasher {
  if (key.length < SHORTEST_KEY) throw new RangeError(`key must have at least ${SHORTEST_KEY} bytes`);
  const digest = createHash('sha256').update(key).digest();
  const high: HalfKey = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
  const low: HalfKey = [digest.readUInt32LE(8), digest.readUInt32LE(12)];
  return (shingles) => {
    const counts = new Int32Array(BITS);
    for (const shingle of shingles) {
      count(counts, 0, halfSipHash(high, shingle));
      count(counts, 32, halfSipHash(low, shingle));
    }
    return sketchOf(counts);
  };
}

/** In how many of the 64 bits two sketches differ. */
export function hammingDistance(a: bigint, b: bigint): number {
  const different = a ^ b;
  return ones(Number(different >> 32n)) + ones(Number(different & 0xffffffffn));
}

function ones(word: number): number {
  let left = word >>> 0;
  let total = 0;
  for (; left !== 0; left = (left & (left - 1)) >>> 0) total++;
  return total;
}

function count(counts: Int32Array, from: number, hash: number): void {
  for (let bit = 0; bit < 32; bit++) {
    const at = from + bit;
    counts[at] = (counts[at] ?? 0) + ((hash >>> bit) & 1) * 2 - 1;
  }
}

function sketchOf(counts: Int32Array): bigint {
  let high = 0;
  let low = 0;
  for (let bit = 0; bit < 32; bit++) {
    if ((counts[bit] ?? 0) > 0) high |= 1 << bit;
    if ((counts[32 + bit] ?? 0) > 0) low |= 1 << bit;
  }
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

type HalfKey = readonly [number, number];

/** The length of what is hashed, four bytes, in the last block's highest byte. */
const LAST_BLOCK = 4 << 24;
/** Two rounds for either block and four to finish. */
const ROUNDS = 8;

/** HalfSipHash-2-4 of the four bytes of `message`, little endian. */
export function halfSipHash([k0, k1]: HalfKey, message: number): number {
  let [v0, v1, v2, v3] = [k0, k1, k0 ^ 0x6c796765, k1 ^ 0x74656462 ^ message];
  for (let round = 0; round < ROUNDS; round++) {
    if (round === 2) {
      v0 ^= message;
      v3 ^= LAST_BLOCK;
    } else if (round === 4) {
      v0 ^= LAST_BLOCK;
      v2 ^= 0xff;
    }
    v0 = (v0 + v1) | 0;
    v1 = rotate(v1, 5) ^ v0;
    v0 = rotate(v0, 16);
    v2 = (v2 + v3) | 0;
    v3 = rotate(v3, 8) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = rotate(v3, 7) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = rotate(v1, 13) ^ v2;
    v2 = rotate(v2, 16);
  }
  return (v1 ^ v3) >>> 0;
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
