/** One language's share of a message. `language` is ISO 639-3; `und` when nothing honest can be said. */
export interface LanguageShare {
  readonly language: string;
  /** Share of the letters, 0..1. */
  readonly share: number;
}

/** What a message is written in. */
export interface LanguageVerdict {
  /** The language with the largest share, ISO 639-3, or `und`. */
  readonly language: string;
  /** 0..1; how sure of `language`. */
  readonly confidence: number;
  /** Largest first; several for code-mixed text. */
  readonly shares: readonly LanguageShare[];
  /** ISO 15924 code of the dominant script, `Zyyy` when there are no letters. */
  readonly script: string;
}
