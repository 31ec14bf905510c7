import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { depthOf } from './json-depth.js';

function trueDepth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(trueDepth));
}

describe('The depth of JSON', () => {
  it('is read from the bytes as from the tree, whatever the strings contain', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(depthOf(Buffer.from(JSON.stringify(value)))).toBe(trueDepth(value));
      }),
    );
  });

  it('is told for broken JSON too', () => {
    expect(depthOf(Buffer.from('['.repeat(100_000)))).toBe(100_000);
    expect(depthOf(Buffer.from('"[[[[\\"[['))).toBe(0);
    expect(depthOf(Buffer.from(']]]]'))).toBe(0);
  });
});
