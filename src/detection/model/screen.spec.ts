import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../../../test/harness/run.js';
import { GramBuckets } from '../grams/gram-buckets.js';
import { GramVectors } from '../grams/gram-vectors.js';
import { Screen, readScreen } from './screen.js';

const SHAPE = { buckets: 2 ** 12, longestGram: 2, longest: 100 };
const DESCRIPTION = {
  ...SHAPE,
  format: 2,
  width: 2,
  vectorScale: 0.5,
  hidden: [
    [1, 0],
    [-1, 1],
  ],
  hiddenBias: [-2, -50],
  output: [0.25, 10],
  bias: -1,
  threshold: 0,
} as const;

/** Hears the letter z and nothing else: 127 as the first number of its bucket's vector. */
function hearsZ(): Int8Array {
  const vectors = new Int8Array(SHAPE.buckets * DESCRIPTION.width);
  const [z = 0] = new GramBuckets({ ...SHAPE, longestGram: 1 }).of('z').subarray(1);
  vectors[z * DESCRIPTION.width] = 127;
  return vectors;
}

describe('the screen', () => {
  const screen = new Screen(DESCRIPTION, new GramVectors(DESCRIPTION, hearsZ()));

  it('scores a text by what the hidden layer makes of the vectors of its n different buckets over sqrt(n)', () => {
    // ' ', 'z', ' z', 'z ': four buckets; the second unit stays below 0 and says nothing.
    expect(screen.scoreOf('z')).toBeCloseTo(-1 + 0.25 * ((0.5 / 2) * 127 - 2), 9);
    expect(screen.scoreOf('a')).toBeCloseTo(-1, 9);
  });

  it('lets a text pass from its threshold on', () => {
    expect([screen.passes('zulu'), screen.passes('alfa'), screen.passes('')]).toEqual([true, false, false]);
  });

  it('looks at a long text to its end, and does not hold up a wall of text', () => {
    expect(screen.passes(`${'a b '.repeat(200)}z`)).toBe(true);
    expect(screen.passes('a b '.repeat(200))).toBe(false);
    expect(screen.passes('a b '.repeat(25_000))).toBe(true);
  });
});

describe('the folder of a screen', () => {
  function folder(description: unknown, vectors: Uint8Array): string {
    const made = mkdtempSync(join(runFolder(), 'screen-'));
    writeFileSync(join(made, 'screen.json'), JSON.stringify(description));
    writeFileSync(join(made, 'vectors.bin'), vectors);
    return made;
  }

  it('is read when it is whole', () => {
    const read = readScreen(folder(DESCRIPTION, new Uint8Array(hearsZ().buffer)));
    expect(read?.passes('zulu')).toBe(true);
  });

  it('is none when it is not there or was cut short: everything is then read', () => {
    expect(readScreen('/nowhere')).toBeNull();
    expect(readScreen(folder(DESCRIPTION, new Uint8Array(7)))).toBeNull();
    expect(readScreen(folder({ ...DESCRIPTION, format: 1 }, new Uint8Array(hearsZ().buffer)))).toBeNull();
  });
});
