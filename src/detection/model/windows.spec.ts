import fc from 'fast-check';
import { lengthBuckets } from './length-buckets.js';
import { mostWindows, piecesOf, windowsOf } from './windows.js';

const numbered = (length: number) => Array.from({ length }, (_, at) => at);

it('cuts a text into pieces that are the text again', () => {
  const texts = fc
    .string({ unit: 'binary', maxLength: 200 })
    .chain((piece) => fc.integer({ min: 0, max: 400 }).map((times) => piece.repeat(times)));
  fc.assert(
    fc.property(texts, (text) => {
      const pieces = piecesOf(text);
      expect(pieces.join('')).toBe(text);
      expect(pieces.every((piece) => piece.length > 0 && piece.length <= 4096)).toBe(true);
    }),
  );
});

it('cuts no character and, where there are spaces, no word', () => {
  expect(piecesOf('🙂'.repeat(5000)).filter((piece) => !piece.isWellFormed())).toEqual([]);
  expect(piecesOf('x' + '🙂'.repeat(5000)).filter((piece) => !piece.isWellFormed())).toEqual([]);
  expect(piecesOf('habari '.repeat(2000)).filter((piece) => !piece.endsWith('habari '))).toEqual([]);
});

it('reads every token of a text of up to 64 windows, and each border in two windows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 4, max: 60 }), (length, room) => {
      const windows = windowsOf(numbered(length), room);
      fc.pre(windows.length < 64);
      expect(new Set(windows.flat()).size).toBe(length);
      for (const [at, window] of windows.entries()) {
        expect(window.length).toBeLessThanOrEqual(room);
        const before = windows[at - 1];
        if (before) expect(window[0]).toBeLessThanOrEqual(before.at(-1) ?? 0);
      }
    }),
  );
});

it('reads beginning and end of a wall of text, at the price of 64 windows', () => {
  const windows = windowsOf(numbered(50_000), 14);
  expect(windows).toHaveLength(64);
  expect(windows[0]?.[0]).toBe(0);
  expect(windows.at(-1)?.at(-1)).toBe(49_999);
});

it('puts every input in one bucket with its like, of at most 64 rows and 4,096 padded tokens', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 300 }), (lengths) => {
      const buckets = lengthBuckets(lengths.map((length, of) => ({ of, ids: numbered(length) })));
      const seen = buckets.flat().map(({ of }) => of);
      expect(seen.toSorted((a, b) => a - b)).toEqual(lengths.map((_, at) => at));
      for (const bucket of buckets) {
        const padded = bucket.length * Math.max(...bucket.map(({ ids }) => ids.length));
        expect(bucket.length <= 64 && padded <= 4096).toBe(true);
      }
      expect(buckets.flat().map(({ ids }) => ids.length)).toEqual(lengths.toSorted((a, b) => a - b));
    }),
  );
});

it('gives the long texts of a batch their share of windows: all of 64 for a few, four each in a raid', () => {
  expect([1, 8, 16, 100, 500].map(mostWindows)).toEqual([64, 64, 32, 5, 4]);
  const windows = windowsOf(numbered(50_000), 14, 4);
  expect(windows).toHaveLength(4);
  expect(windows.at(-1)?.at(-1)).toBe(49_999);
});
