import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Frontier, leafHash, nodeHash } from '../verify/verify-export.js';
import { consistencyProof, inclusionProof } from './prove.js';
import type { Subtree } from './prove.js';

const LEAVES = Array.from({ length: 300 }, (_, turn) => leafHash(`entry ${turn}`));

const subtree: Subtree = (level, position) => {
  const tree = new Frontier();
  for (const leaf of LEAVES.slice(position * 2 ** level, (position + 1) * 2 ** level)) tree.add(leaf);
  return Promise.resolve(tree.root());
};

function rootOf(size: number): Buffer {
  const tree = new Frontier();
  for (const leaf of LEAVES.slice(0, size)) tree.add(leaf);
  return tree.root();
}

/** As a holder of the proof checks it, RFC 9162 section 2.1.3.2: without the tree. */
function rootFromPath(leaf: number, size: number, path: readonly Buffer[]): Buffer {
  let [node, last, hash] = [leaf, size - 1, LEAVES[leaf] ?? Buffer.alloc(0)];
  for (const sibling of path) {
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else hash = nodeHash(hash, sibling);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return hash;
}

/** Both roots as RFC 9162 section 2.1.4.2 finds them from a consistency proof. */
function rootsFromProof(sizes: { older: number; newer: number }, older: Buffer, proof: readonly Buffer[]) {
  const isPower = Number.isInteger(Math.log2(sizes.older));
  const [first = older, ...rest] = isPower ? [older, ...proof] : proof;
  let [node, last, before, after] = [sizes.older - 1, sizes.newer - 1, first, first];
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  for (const hash of rest) {
    if (node % 2 === 1 || node === last) {
      [before, after] = [nodeHash(hash, before), nodeHash(hash, after)];
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else after = nodeHash(after, hash);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return { before, after };
}

const sizes = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }));

describe('Proofs', () => {
  it('lead from any leaf of any tree to its root', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async ([a, b]) => {
        const [leaf, size] = [Math.min(a, b) - 1, Math.max(a, b)];
        const path = await inclusionProof(leaf, size, subtree);
        expect(rootFromPath(leaf, size, path)).toEqual(rootOf(size));
        expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
      }),
    );
  });

  it('show that any size of the log is the beginning of any later one', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async ([a, b]) => {
        const [older, newer] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(older < newer);
        const proof = await consistencyProof(older, newer, subtree);
        const roots = rootsFromProof({ older, newer }, rootOf(older), proof);
        expect(roots).toEqual({ before: rootOf(older), after: rootOf(newer) });
      }),
    );
  });
});
