/** Languages that chats write in Latin letters without a fixed spelling, ISO 639-3. */
export type RomanisedLanguage = 'amh' | 'ara' | 'hin' | 'urd';

/** What speaks for a romanised language in a text. */
export interface RomanisedEvidence {
  /** Function words met, per language; Hindi and Urdu share most of them. */
  readonly words: ReadonlyMap<RomanisedLanguage, number>;
  /** Words with a digit between or before letters, as romanised Arabic writes its own sounds ("3ala", "sa7bi"). */
  readonly digitWords: number;
}
