import fc from 'fast-check';
import {
  buildTermIndex,
  characterShingles,
  editDistance,
  hammingDistance,
  jaccard,
  keyedSimHash,
  minHash,
  signatureSimilarity,
  viewsOf,
  wordShingles,
} from '../index.js';
import { halfSipHash } from './sim-hash.js';

function found(index: ReturnType<typeof buildTermIndex<string>>, text: string): [string, string][] {
  return index
    .find(viewsOf(text).folded)
    .map(({ payload, span }) => [payload, text.slice(span.start, span.end)]);
}

describe('a term index', () => {
  it('finds whole words and phrases, in the letters the member wrote', () => {
    const index = buildTermIndex([
      { phrase: 'fool', payload: 'fool' },
      { phrase: 'send money', payload: 'money' },
    ]);
    expect(found(index, 'You F.O.O.L, foolish and fооl!')).toEqual([
      ['fool', 'F.O.O.L'],
      ['fool', 'fооl'],
    ]);
    expect(found(index, 'Send  MONEY now, send the money')).toEqual([['money', 'Send  MONEY']]);
  });

  it('takes beginnings, gaps and other readings', () => {
    const index = buildTermIndex([
      { phrase: 'insult*', payload: 'insult' },
      { phrase: 'send code', payload: 'code', gap: 2 },
      { phrase: 'hello', payload: 'hello' },
    ]);
    expect(found(index, 'insulting h3llo HELLLOOO').map(([payload]) => payload)).toEqual([
      'insult',
      'hello',
      'hello',
    ]);
    expect(found(index, 'send me the code')).toEqual([['code', 'send me the code']]);
    expect(found(index, 'send me all of the code')).toEqual([]);
  });

  it('takes Arabic proclitics unless told not to, and letters of scripts without spaces', () => {
    const index = buildTermIndex([
      { phrase: 'لاجئين', payload: 'loose' },
      { phrase: 'مدرسة', payload: 'strict', proclitics: false },
      { phrase: '诈骗', payload: 'fraud' },
    ]);
    expect(found(index, 'وللاجئين والمدرسة')).toEqual([['loose', 'وللاجئين']]);
    expect(found(index, 'هذه مدرسه')).toEqual([['strict', 'مدرسه']]);
    expect(found(index, '这是诈骗吧')).toEqual([['fraud', '诈骗']]);
  });

  it('matches every spelling in the romanised view', () => {
    const index = buildTermIndex([{ phrase: '7aramy', payload: 'thief' }], { view: 'latin' });
    expect(index.find(viewsOf('enta harami 3ala tool').latin).map(({ payload }) => payload)).toEqual([
      'thief',
    ]);
  });

  it('leaves out entries without a word and refuses a gap that would match anything', () => {
    expect(buildTermIndex([{ phrase: '!!', payload: '' }]).size).toBe(0);
    expect(() => buildTermIndex([{ phrase: 'a b', payload: '', gap: 9 }])).toThrow(RangeError);
  });
});

describe('edit distance', () => {
  it('counts a swap of neighbours once and stops at the bound', () => {
    expect(editDistance('unhcr', 'uhncr', 2)).toBe(1);
    expect(editDistance('kitten', 'sitting', 3)).toBe(3);
    expect(editDistance('kitten', 'sitting', 2)).toBe(3);
    expect(editDistance('', 'abc', 5)).toBe(3);
  });

  it('is symmetric, and the same within any band that holds it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.nat(8), (a, b, max) => {
        const whole = editDistance(a, b, 20);
        expect(editDistance(b, a, 20)).toBe(whole);
        expect(editDistance(a, b, max)).toBe(Math.min(whole, max + 1));
      }),
    );
  });
});

describe('sketches', () => {
  const key = Uint8Array.from({ length: 32 }, (_, at) => at);
  const shingles = (text: string) => wordShingles(viewsOf(text).folded, 2);
  const text =
    'the camp will close tomorrow so everybody must register again at the north gate before noon with two photos ' +
    'and the old card of every child in the household or the food ration for the next month is lost';

  it('hashes as HalfSipHash-2-4 is published', () => {
    expect(halfSipHash([0x03020100, 0x07060504], 0x03020100)).toBe(0x89466e2a);
  });

  it('puts near-same texts near and others far, and means nothing under another key', () => {
    const sketch = keyedSimHash(key);
    const near = hammingDistance(sketch(shingles(text)), sketch(shingles(`${text.toUpperCase()}!!`)));
    const far = hammingDistance(
      sketch(shingles(text)),
      sketch(shingles('happy birthday dear aunt see you at church')),
    );
    const foreign = keyedSimHash(key.map((byte) => byte ^ 0x5a));
    expect(near).toBe(0);
    expect(far).toBeGreaterThan(12);
    expect(hammingDistance(sketch(shingles(text)), foreign(shingles(text)))).toBeGreaterThan(12);
    expect(() => keyedSimHash(new Uint8Array(8))).toThrow(RangeError);
  });

  it('estimates by MinHash what Jaccard measures', () => {
    const [a, b] = [shingles(text), shingles(text.replace('north gate', 'south gate'))];
    const measured = jaccard(new Set(a), new Set(b));
    const estimated = signatureSimilarity(minHash(a, 256), minHash(b, 256));
    expect(measured).toBeGreaterThan(0.7);
    // Three standard errors of 256 permutations.
    expect(Math.abs(estimated - measured)).toBeLessThan(3 / Math.sqrt(256));
  });

  it('gives short and empty texts what they have', () => {
    expect(wordShingles(viewsOf('').folded, 3)).toHaveLength(0);
    expect(wordShingles(viewsOf('one two').folded, 3)).toHaveLength(1);
    expect(characterShingles(viewsOf('ab').folded, 3)).toHaveLength(2);
  });
});
