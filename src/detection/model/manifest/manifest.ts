import { HARMS } from '../../../kernel/harm.js';

/** What a model may say besides harms: told by `eval`, never a signal. */
const FURTHER_LABELS = ['spam', 'claim', 'false_news'] as const;

/** Everything that may stand over a column of logits. */
export const LABELS = [...HARMS, ...FURTHER_LABELS] as const;

export type Label = (typeof LABELS)[number];

/** How a raw probability of one harm becomes one that can be taken at its word, in one language. */
export interface Calibration {
  /** Divides the logit; above 1 softens, 1 leaves it (temperature scaling, Guo et al. 2017, section 4.2). */
  readonly temperature: number;
  /** Added to the divided logit; 0 leaves it. */
  readonly bias: number;
  /** Calibrated probability from which the model's word is worth a signal; chosen on development data. */
  readonly threshold: number;
}

/** From which cosine of two sentence embeddings on they mean the same, or may; chosen on held-out pairs. */
export interface Matching {
  /** Worth a look by a person. */
  readonly suggest: number;
  /** Taken for the same. */
  readonly decide: number;
}

export interface FileSum {
  /** Hex, lower case. */
  readonly sha256: string;
  readonly bytes: number;
}

/** What `manifest.json` of a model folder says, read and found free of faults. `models/README.md` is the format. */
export interface Manifest {
  readonly format: 1;
  /** kebab-case, equal to the folder's name. */
  readonly name: string;
  /** `1.2.3`; a new one whenever the same text may get another probability. */
  readonly version: string;
  /** SPDX expression of the weights' licence. */
  readonly licence: string;
  /** The oldest version of the product that can run it. */
  readonly minimumProduct: string;
  /** What it speaks of, in the order of its output columns; what is no harm raises no signal. */
  readonly labels: readonly Label[];
  readonly outputs: {
    /** Output of shape [rows, labels]; the sigmoid of each column is the probability of its label. */
    readonly logits: string;
    /** Output of shape [rows, width], or null when the model gives no sentence embedding. */
    readonly embedding: string | null;
  };
  /** ISO 639-3 codes of the languages it was evaluated on and is valid for. */
  readonly languages: readonly string[];
  /** The longest input it takes, in tokens, its own marks included. */
  readonly maxTokens: number;
  /** By label, then by language or `any`; what is left out is the identity with a threshold of one half. */
  readonly calibration: Readonly<
    Partial<Record<Label, Readonly<Record<string, Readonly<Partial<Calibration>>>>>>
  >;
  /** Absent when nobody chose them: embeddings are then compared with nothing. */
  readonly matching?: Matching;
  /** Every other file of the folder. */
  readonly files: Readonly<Record<string, FileSum>>;
}

/** What a folder must hold besides its manifest. */
export const MODEL_FILES = [
  'card.md',
  'config.json',
  'eval.json',
  'model.onnx',
  'tokenizer.json',
  'tokenizer_config.json',
] as const;

/** `name@version`, as signals carry it. */
export function labelOf({ name, version }: Pick<Manifest, 'name' | 'version'>): string {
  return `${name}@${version}`;
}
