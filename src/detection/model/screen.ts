import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GramVectors } from '../grams/gram-vectors.js';
import type { VectorShape } from '../grams/gram-vectors.js';

/** `models/screen/screen.json`, as `models/training/screen.py` writes it. */
interface Description extends VectorShape {
  readonly format: number;
  /** One row of `width` weights for each unit of the hidden layer. */
  readonly hidden: readonly (readonly number[])[];
  readonly hiddenBias: readonly number[];
  readonly output: readonly number[];
  readonly bias: number;
  /** Chosen on development data so that 99 of 100 messages that the encoder would bring before a person pass. */
  readonly threshold: number;
}

const FORMAT = 2;
/** Neighbouring pieces of a long text share this much, so that nothing is cut in half in both. In code points. */
const SHARED = 80;
/** A text of more pieces is read by the encoder without asking: a wall of text is rare, and hides things. */
const MOST_PIECES = 16;

/**
 * Averaged vectors of hashed n-grams and one hidden layer, taught by the encoder: they tell, in microseconds, which messages
 * it need not read.
 */
export class Screen {
  constructor(
    private readonly description: Description,
    private readonly grams: GramVectors,
  ) {}

  /** Whether the encoder has to read the text. */
  passes(text: string): boolean {
    const { longest, threshold } = this.description;
    if (text.length <= longest) return this.scoreOf(text) >= threshold;
    const points = Array.from(text.slice(0, 2 * longest * (MOST_PIECES + 1)));
    if (points.length > longest * MOST_PIECES) return true;
    for (let start = 0; start < points.length; start += longest - SHARED)
      if (this.scoreOf(points.slice(start, start + longest).join('')) >= threshold) return true;
    return false;
  }

  /** bias + output · max(0, hidden · m + hiddenBias), m the sum of the vectors of the text's n buckets over sqrt(n). */
  scoreOf(text: string): number {
    const { hidden, hiddenBias, output, bias } = this.description;
    const { sum, count } = this.grams.sumOf(text);
    const scale = 1 / Math.sqrt(Math.max(1, count));
    let score = bias;
    for (let unit = 0; unit < output.length; unit += 1) {
      const weights = hidden[unit] ?? [];
      let value = hiddenBias[unit] ?? 0;
      for (let d = 0; d < sum.length; d += 1) value += (weights[d] ?? 0) * (sum[d] ?? 0) * scale;
      if (value > 0) score += (output[unit] ?? 0) * value;
    }
    return score;
  }
}

/** The screen of a folder, or null when it is not there or not whole: everything then goes through the encoder. */
export function readScreen(folder: string): Screen | null {
  try {
    const description = JSON.parse(readFileSync(join(folder, 'screen.json'), 'utf8')) as Description;
    const { buffer, byteOffset, length } = readFileSync(join(folder, 'vectors.bin'));
    const grams = new GramVectors(description, new Int8Array(buffer, byteOffset, length));
    return description.format === FORMAT && grams.isWhole ? new Screen(description, grams) : null;
  } catch {
    return null;
  }
}
