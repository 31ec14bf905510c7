import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GramVectors } from '../grams/gram-vectors.js';
import type { VectorShape } from '../grams/gram-vectors.js';
import { languageCode } from './codes.js';
import { SHIPPED_MODELS } from '../model/shipped-models.js';
import { onFirstUse } from '../on-first-use.js';

/** `models/language/language.json`, as `models/training/language.py` writes it. */
interface Description extends VectorShape {
  readonly format: 1;
  readonly temperature: number;
  readonly classes: readonly { readonly code: string; readonly scale: number; readonly bias: number }[];
}

/**
 * Averaged vectors of character n-grams and one linear layer (Joulin et al. 2017, "Bag of Tricks"): a score of a class is
 * bias + scale * weight · mean vector, and its probability the softmax of score / temperature.
 */
export class GramModel {
  constructor(
    private readonly description: Description,
    private readonly grams: GramVectors,
    private readonly weights: Int8Array,
  ) {}

  /** Probability by the product's code, all ways of writing a language together; null where there is nothing to read. */
  probabilities(text: string): ReadonlyMap<string, number> | null {
    const { sum, count } = this.grams.sumOf(text);
    if (count <= EMPTY) return null;
    const scores = this.scores(sum.map((value) => value / count));
    const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
    const likely = scores.map((score) => Math.exp(score - highest));
    const total = likely.reduce((sum, each) => sum + each, 0);
    const byCode = new Map<string, number>();
    this.description.classes.forEach(({ code }, at) => {
      const language = languageCode(code.slice(0, 3));
      byCode.set(language, (byCode.get(language) ?? 0) + (likely[at] ?? 0) / total);
    });
    return byCode;
  }

  private scores(mean: Float64Array): Float64Array {
    const { classes, temperature, width } = this.description;
    return Float64Array.from(classes, ({ scale, bias }, row) => {
      let product = 0;
      for (let d = 0; d < width; d += 1) product += (this.weights[row * width + d] ?? 0) * (mean[d] ?? 0);
      return (bias + product * scale) / temperature;
    });
  }
}

/** The spaces around a text without anything in it make these grams. */
const EMPTY = 2;

/** The model of a folder, or null when it is not there or not whole: languages are then told as before there was one. */
export function readGramModel(folder: string): GramModel | null {
  try {
    const file = (name: string) => readFileSync(join(folder, name));
    const description = JSON.parse(file('language.json').toString()) as Description;
    const [vectors, weights] = [file('vectors.bin'), file('classes.bin')].map(
      ({ buffer, byteOffset, length }) => new Int8Array(buffer, byteOffset, length),
    );
    if (!vectors || weights?.length !== description.classes.length * description.width) return null;
    const grams = new GramVectors(description, vectors);
    return grams.isWhole ? new GramModel(description, grams, weights) : null;
  } catch {
    return null;
  }
}

/** The one that ships. */
export const gramModel = onFirstUse(() => readGramModel(join(SHIPPED_MODELS, 'language')));
