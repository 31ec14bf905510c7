import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GramBuckets } from '../grams/gram-buckets.js';
import type { GramShape } from '../grams/gram-buckets.js';

/** `models/screen/screen.json`, as `models/training/screen.py` writes it. */
interface Description extends GramShape {
  readonly format: 1;
  readonly scale: number;
  readonly bias: number;
  /** Chosen on development data so that 99 of 100 messages in which the encoder finds a harm pass. */
  readonly threshold: number;
}

/** Neighbouring pieces of a long text share this much, so that nothing is cut in half in both. In code points. */
const SHARED = 80;
/** A text of more pieces is read by the encoder without asking: a wall of text is rare, and hides things. */
const MOST_PIECES = 16;

/** A linear model over hashed n-grams that tells, in microseconds, which messages the encoder need not read. */
export class Screen {
  private readonly grams: GramBuckets;

  constructor(
    private readonly description: Description,
    private readonly weights: Int8Array,
  ) {
    this.grams = new GramBuckets(description);
  }

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

  /** bias + scale / sqrt(n) * the sum of the weights of the text's n different buckets. */
  scoreOf(text: string): number {
    const { bias, scale } = this.description;
    const buckets = this.grams.of(text);
    let sum = 0;
    for (const bucket of buckets) sum += this.weights[bucket] ?? 0;
    return bias + (scale * sum) / Math.sqrt(Math.max(1, buckets.length));
  }
}

/** The screen of a folder, or null when it is not there or not whole: everything then goes through the encoder. */
export function readScreen(folder: string): Screen | null {
  try {
    const description = JSON.parse(readFileSync(join(folder, 'screen.json'), 'utf8')) as Description;
    const { buffer, byteOffset, length } = readFileSync(join(folder, 'weights.bin'));
    return length === description.buckets
      ? new Screen(description, new Int8Array(buffer, byteOffset, length))
      : null;
  } catch {
    return null;
  }
}
