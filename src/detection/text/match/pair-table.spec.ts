import fc from 'fast-check';
import { PairTable } from './pair-table.js';

describe('a table of pairs', () => {
  it('answers what a map would, however many pairs it holds', () => {
    // Few different halves, so that pairs share them and collide.
    const pair = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: -30, max: 30 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 2000, size: 'max' }), pair, (pairs, absent) => {
        const [table, map] = [new PairTable(), new Map<string, number>()];
        for (const [first, second] of pairs) {
          if (map.has(`${first} ${second}`)) continue;
          table.add(first, second, map.size + 1);
          map.set(`${first} ${second}`, map.size + 1);
        }
        for (const [first, second] of [...pairs, absent])
          expect(table.get(first, second)).toBe(map.get(`${first} ${second}`) ?? 0);
      }),
      { numRuns: 30 },
    );
  });
});
