import type { Harm } from '../../kernel/harm.js';

/** What was found out about a detector on messages whose answer was known. */
export interface MeasuredWorth {
  /** Of the messages it spoke about, the share in which it was right; 0..1. */
  readonly precision: number;
  /** On how many checked messages. */
  readonly checked: number;
}

/** A detector's word as a signal carries it, in the language of the message. */
export interface Spoken {
  readonly detector: string;
  /** `name@version` of the model for detectors that have one. */
  readonly version: string;
  readonly harm: Harm;
  /** ISO 639-3. */
  readonly language: string;
}

/** What a detector's word is worth, so that nobody has to take a number at its face. */
export abstract class DetectorWorth {
  /** Null when nobody measured it for this harm in this language; that is said, never filled in. */
  abstract of(spoken: Spoken): MeasuredWorth | null;
}
