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

/** HalfSipHash-2-4 of the four bytes of `message`, little endian. */
export function halfSipHash([k0, k1]: HalfKey, message: number): number {
  const v: [number, number, number, number] = [k0, k1, k0 ^ 0x6c796765, k1 ^ 0x74656462];
  for (const block of [message, 4 << 24]) {
    v[3] ^= block;
    round(v);
    round(v);
    v[0] ^= block;
  }
  v[2] ^= 0xff;
  for (let i = 0; i < 4; i++) round(v);
  return (v[1] ^ v[3]) >>> 0;
}

function round(v: [number, number, number, number]): void {
  v[0] = (v[0] + v[1]) | 0;
  v[1] = rotate(v[1], 5) ^ v[0];
  v[0] = rotate(v[0], 16);
  v[2] = (v[2] + v[3]) | 0;
  v[3] = rotate(v[3], 8) ^ v[2];
  v[0] = (v[0] + v[3]) | 0;
  v[3] = rotate(v[3], 7) ^ v[0];
  v[2] = (v[2] + v[1]) | 0;
  v[1] = rotate(v[1], 13) ^ v[2];
  v[2] = rotate(v[2], 16);
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
