/** Two texts are near-same when their 64-bit sketches differ in at most this many bits (Manku et al. 2007, section 4). */
export const NEAR = 3;

const MASK = 0xffffn;

/**
 * The four 16-bit bands of a sketch. At most three differing bits leave one of four bands untouched (pigeonhole), so
 * looking up equal bands finds every near-same sketch.
 */
export function bandsOf(sketch: bigint): readonly [number, number, number, number] {
  const bits = BigInt.asUintN(64, sketch);
  const band = (shift: bigint) => Number((bits >> shift) & MASK);
  return [band(0n), band(16n), band(32n), band(48n)];
}

/** Number of differing bits. */
export function sketchDistance(a: bigint, b: bigint): number {
  let different = BigInt.asUintN(64, a ^ b);
  let count = 0;
  while (different !== 0n) {
    different &= different - 1n;
    count += 1;
  }
  return count;
}
