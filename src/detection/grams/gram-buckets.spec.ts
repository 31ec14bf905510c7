import fc from 'fast-check';
import { GramBuckets } from './gram-buckets.js';

const SHAPE = { buckets: 2 ** 16, longestGram: 3, longest: 20 };
const of = (text: string) => [...new GramBuckets(SHAPE).of(text)].sort((a, b) => a - b);

/** The definition, written plainly. */
function plainly(text: string): number[] {
  const prepared = text.toWellFormed().normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  const points = Array.from(` ${Array.from(prepared).slice(0, SHAPE.longest).join('')} `);
  const found = new Set<number>();
  for (let start = 0; start < points.length; start += 1)
    for (let n = 1; n <= SHAPE.longestGram && start + n <= points.length; n += 1) {
      let hash = 2166136261;
      for (const byte of new TextEncoder().encode(points.slice(start, start + n).join('')))
        hash = Math.imul(hash ^ byte, 16777619);
      found.add((hash >>> 0) % SHAPE.buckets);
    }
  return [...found].sort((a, b) => a - b);
}

it('hashes as FNV-1a does: "a" is 0xe40c292c', () => {
  expect(new Set(of('a'))).toContain(0xe40c292c % SHAPE.buckets);
});

it('is what its definition says, for any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('ሰላም', 'ﬁne', '🙂🙂 ok', '', 'A\u00a0\n b', '\ud800x'),
  );
  fc.assert(
    fc.property(text, (each) => {
      expect(of(each)).toEqual(plainly(each));
    }),
  );
});

it('forgets one text before the next', () => {
  const buckets = new GramBuckets(SHAPE);
  const first = [...buckets.of('habari')];
  buckets.of('something else');
  expect([...buckets.of('habari')]).toEqual(first);
});

it('looks at the start of a wall of text only', () => {
  const wall = 'ab '.repeat(100_000);
  expect(of(wall)).toEqual(of(wall.slice(0, 200)));
});
