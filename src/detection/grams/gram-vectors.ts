import { GramBuckets } from './gram-buckets.js';
import type { GramShape } from './gram-buckets.js';

/** Vectors of hashed n-grams, one per bucket, in bytes with one scale for all. */
export interface VectorShape extends GramShape {
  /** Numbers in a vector. */
  readonly width: number;
  readonly vectorScale: number;
}

/** The vectors of a text's different buckets, added up. */
export interface Summed {
  readonly sum: Float64Array;
  /** How many buckets were added. */
  readonly count: number;
}

/** Looks up what a text's n-grams were given in training; reuses its memory from text to text. */
export class GramVectors {
  private readonly grams: GramBuckets;

  constructor(
    private readonly shape: VectorShape,
    private readonly vectors: Int8Array,
  ) {
    this.grams = new GramBuckets(shape);
  }

  /** Whether there is a vector for every bucket. */
  get isWhole(): boolean {
    return this.vectors.length === this.shape.buckets * this.shape.width;
  }

  sumOf(text: string): Summed {
    const { width, vectorScale } = this.shape;
    const buckets = this.grams.of(text);
    const sum = new Float64Array(width);
    for (const bucket of buckets)
      for (let d = 0, at = bucket * width; d < width; d += 1, at += 1)
        sum[d] = (sum[d] ?? 0) + (this.vectors[at] ?? 0);
    return { sum: sum.map((value) => value * vectorScale), count: buckets.length };
  }
}
