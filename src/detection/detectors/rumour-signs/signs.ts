/** What a cue shows; the vocabulary of the files in `cues/`. */
export const SIGNS = [
  /** Asks to be passed on. */
  'forward',
  /** Presses for time. */
  'urgent',
  /** Rests on somebody nobody can ask. */
  'hearsay',
  /** Names who is said to act: a ministry, an agency. */
  'authority',
  /** Names where. */
  'place',
  /** Names what frightens: poison, kidnapping, a closure. */
  'danger',
  /** A household remedy; only together with `disease` and `cures` does it claim anything. */
  'remedy',
  'disease',
  'cures',
  /** Speaks of a hidden truth or a secret plan. */
  'hidden',
  /** Names a source that can be checked. */
  'source',
  /** Asks whether it is true, or says that it is not. */
  'doubt',
] as const;

export type Sign = (typeof SIGNS)[number];
