import type { Label, Manifest } from './manifest/manifest.js';

/** What a model says of one text. */
export interface ModelReading {
  /** Per label of the manifest, as the model gives it (0..1, not calibrated); of a long text its worst window's. */
  readonly probabilities: Readonly<Partial<Record<Label, number>>>;
  /** The meaning of the text as a vector of unit length; null without such an output or without a token to read. */
  readonly embedding: Float32Array | null;
  /** Tokens of the text itself, the model's own marks not counted; 0 when there was nothing to read. */
  readonly tokens: number;
}

/** What whoever asks a model says of the time it may take. */
export interface Patience {
  readonly abort?: AbortSignal;
  /** Called between two pieces of work, so that whoever watches does not take long work for a hang. */
  readonly stillAtWork?: (() => void) | undefined;
}

/** A model that reads texts. Any text has an answer: what holds no token has probability 0 for every label. */
export abstract class TextModel {
  abstract readonly manifest: Manifest;
  /**
   * One reading per text, in order. Loads the weights on first use. Throws `ModelUnusable` when they are incomplete,
   * altered or not what the manifest says, and the signal's reason once it is aborted.
   */
  abstract read(texts: readonly string[], patience?: Patience): Promise<readonly ModelReading[]>;
}
