import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../../../test/harness/run.js';
import { GramBuckets } from '../grams/gram-buckets.js';
import { Screen, readScreen } from './screen.js';

const SHAPE = { buckets: 2 ** 12, longestGram: 2, longest: 100 };
const DESCRIPTION = { ...SHAPE, format: 1, scale: 0.5, bias: -1, threshold: 0 } as const;

/** Hears the letter z and nothing else: a weight of 127 for its bucket. */
function hearsZ(): Int8Array {
  const weights = new Int8Array(SHAPE.buckets);
  const [z = 0] = new GramBuckets({ ...SHAPE, longestGram: 1 }).of('z').subarray(1);
  weights[z] = 127;
  return weights;
}

describe('the screen', () => {
  const screen = new Screen(DESCRIPTION, hearsZ());

  it('scores a text by bias + scale / sqrt(n) * the weights of its n different buckets', () => {
    // ' ', 'z', ' z', 'z ': four buckets.
    expect(screen.scoreOf('z')).toBeCloseTo(-1 + (0.5 / 2) * 127, 9);
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
  function folder(description: unknown, weights: Uint8Array): string {
    const made = mkdtempSync(join(runFolder(), 'screen-'));
    writeFileSync(join(made, 'screen.json'), JSON.stringify(description));
    writeFileSync(join(made, 'weights.bin'), weights);
    return made;
  }

  it('is read when it is whole', () => {
    const read = readScreen(folder(DESCRIPTION, new Uint8Array(hearsZ().buffer)));
    expect(read?.passes('zulu')).toBe(true);
  });

  it('is none when it is not there or was cut short: everything is then read', () => {
    expect(readScreen('/nowhere')).toBeNull();
    expect(readScreen(folder(DESCRIPTION, new Uint8Array(7)))).toBeNull();
  });
});
