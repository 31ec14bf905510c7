import { fileURLToPath } from 'node:url';
import { textHarmWith } from '../../src/detection/detectors/text-harm/text-harm.js';
import { InlineExaminer } from '../../src/detection/index.js';
import { findModels } from '../../src/detection/model/find-models.js';
import { ModelUnusable } from '../../src/detection/model/model.errors.js';
import { TextModel } from '../../src/detection/model/text-model.js';
import type { ModelReading } from '../../src/detection/model/text-model.js';
import type { Manifest } from '../../src/detection/model/manifest/manifest.js';
import { INLINE_DETECTORS } from './inline-detectors.js';

const [TINY] = findModels([fileURLToPath(new URL('../fixtures/models', import.meta.url))]);

/** Reads a threat into every text with its word, and nothing into any other; while it is broken, nothing at all. */
export class BreakableModel extends TextModel {
  broken = false;
  /** Whatever is read together with this word is not read. */
  poison: string | null = null;
  /** Everything it was asked to read. */
  readonly asked: string[] = [];

  constructor(
    readonly manifest: Manifest,
    private readonly word: string,
  ) {
    super();
  }

  read(texts: readonly string[]): Promise<readonly ModelReading[]> {
    const fault = { path: 'model.onnx', message: 'was altered' };
    const isPoisoned = texts.some((text) => this.poison !== null && text.includes(this.poison));
    if (this.broken || isPoisoned) return Promise.reject(new ModelUnusable(this.manifest.name, [fault]));
    this.asked.push(...texts);
    return Promise.resolve(
      texts.map((text) => ({
        probabilities: { hate: 0.001, threat: text.includes(this.word) ? 0.9999 : 0.001, scam: 0.001 },
        embedding: null,
        tokens: 1,
      })),
    );
  }
}

/** Every detector, with a model that a test can break and put right. */
export function anExaminerWithModel(word: string) {
  if (TINY?.kind !== 'installed') throw new Error('The tiny model is gone from the fixtures');
  const model = new BreakableModel({ ...TINY.manifest, calibration: {} }, word);
  return { model, examiner: new InlineExaminer([textHarmWith([TINY], () => model), ...INLINE_DETECTORS]) };
}
