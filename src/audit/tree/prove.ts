import { nodeHash } from '../verify/verify-export.js';

/** Hash of the perfect subtree of 2^level leaves that begins at leaf `position * 2^level`. */
export type Subtree = (level: number, position: number) => Promise<Buffer>;

/** Audit path of a leaf in the tree of `size` leaves, RFC 6962 section 2.1.1; nearest sibling first. */
export async function inclusionProof(leaf: number, size: number, subtree: Subtree): Promise<Buffer[]> {
  return path(leaf, { from: 0, to: size }, subtree);
}

async function path(leaf: number, { from, to }: Range, subtree: Subtree): Promise<Buffer[]> {
  if (to - from <= 1) return [];
  const middle = from + splitOf(to - from);
  const [inside, sibling] =
    leaf < middle
      ? [
          { from, to: middle },
          { from: middle, to },
        ]
      : [
          { from: middle, to },
          { from, to: middle },
        ];
  return [...(await path(leaf, inside, subtree)), await rangeHash(sibling, subtree)];
}

/** That the tree of `older` leaves is the beginning of that of `size`, RFC 6962 section 2.1.2. */
export async function consistencyProof(older: number, size: number, subtree: Subtree): Promise<Buffer[]> {
  if (older === 0 || older === size) return [];
  return subproof(older, { from: 0, to: size }, { subtree, isWhole: true });
}

async function subproof(
  older: number,
  { from, to }: Range,
  { subtree, isWhole }: { readonly subtree: Subtree; readonly isWhole: boolean },
): Promise<Buffer[]> {
  if (older === to) return isWhole ? [] : [await rangeHash({ from, to }, subtree)];
  const middle = from + splitOf(to - from);
  if (older <= middle) {
    const left = await subproof(older, { from, to: middle }, { subtree, isWhole });
    return [...left, await rangeHash({ from: middle, to }, subtree)];
  }
  const right = await subproof(older, { from: middle, to }, { subtree, isWhole: false });
  return [...right, await rangeHash({ from, to: middle }, subtree)];
}

/** Leaves from (included) to (not). */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** The largest power of two below a count of two or more. */
function splitOf(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** A range that begins where the split of its parent lets it: perfect on the left, anything on the right. */
async function rangeHash({ from, to }: Range, subtree: Subtree): Promise<Buffer> {
  const count = to - from;
  const level = Math.log2(count);
  if (Number.isInteger(level)) return subtree(level, from / count);
  const middle = from + splitOf(count);
  return nodeHash(
    await rangeHash({ from, to: middle }, subtree),
    await rangeHash({ from: middle, to }, subtree),
  );
}
