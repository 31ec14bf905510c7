import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { waitAfter } from './sign-in-limit.js';

describe('The wait between attempts', () => {
  it('is nothing while attempts are free', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(49), (free, count) => {
        expect(waitAfter(Math.min(count, free - 1), free)).toBe(0);
      }),
    );
  });

  it('never shrinks with further attempts and never exceeds fifteen minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(2000), (free, count) => {
        expect(waitAfter(count + 1, free)).toBeGreaterThanOrEqual(waitAfter(count, free));
        expect(waitAfter(count, free)).toBeLessThanOrEqual(900_000);
      }),
    );
  });
});
