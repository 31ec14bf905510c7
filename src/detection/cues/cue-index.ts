import type { Span } from '../../kernel/span.js';
import type { TextView } from '../text-views.js';
import { buildTermIndex } from '../text/index.js';
import type { TermEntry, TermIndex } from '../text/index.js';

/** A phrase to look for and what it is a sign of. */
export interface Cue<Sign extends string> {
  readonly sign: Sign;
  /** Words as people write them; `insult*` stands for every ending, `_` for any one word. */
  readonly phrase: string;
}

/** Where a phrase stands. */
export interface CueHit<Sign extends string> {
  readonly sign: Sign;
  /** Positions in `view.words`, both included. */
  readonly first: number;
  readonly last: number;
  /** In the original text. */
  readonly span: Span;
}

/**
 * The phrases of all languages in one index, walked once per message. Languages are not kept apart: chats mix them,
 * and a phrase that means something else elsewhere does not belong in the data.
 */
export class CueIndex<Sign extends string> {
  private readonly terms: TermIndex<Sign>;

  constructor(cues: readonly Cue<Sign>[]) {
    this.terms = buildTermIndex(cues.flatMap(spellings));
  }

  /** Every occurrence of every phrase, in order of its first word. */
  find(view: TextView): CueHit<Sign>[] {
    return this.terms.find(view).map(({ payload, words, span }) => ({
      sign: payload,
      first: words.start,
      last: words.end - 1,
      span,
    }));
  }
}

/** Many people type without accents, and Amharic writes short prepositions onto the word. */
function spellings<Sign extends string>({ sign, phrase }: Cue<Sign>): TermEntry<Sign>[] {
  const gap = phrase.includes(' _ ') ? 1 : 0;
  const words = phrase.replaceAll(' _ ', ' ');
  const variants = new Set([words, withoutAccents(words), ...withEthiopicPrepositions(words)]);
  return [...variants].map((variant) => ({ phrase: variant, payload: sign, gap }));
}

/** Letters that no normalisation takes apart: Turkish dotless i and the hooked letters of Hausa. */
const WHOLE: Readonly<Record<string, string>> = { ı: 'i', ɗ: 'd', ɓ: 'b', ƙ: 'k', ƴ: 'y', ʼ: "'" };

function withoutAccents(phrase: string): string {
  if (!/\p{Script=Latin}/u.test(phrase)) return phrase;
  const bare = phrase.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return bare.replace(/[ıɗɓƙƴʼ]/g, (letter) => WHOLE[letter] ?? letter);
}

/** Of, in, for, from. */
const ETHIOPIC_PREPOSITIONS = ['የ', 'በ', 'ለ', 'ከ'];

function withEthiopicPrepositions(phrase: string): string[] {
  if (!/^\p{Script=Ethiopic}{2}/u.test(phrase)) return [];
  return ETHIOPIC_PREPOSITIONS.map((preposition) => preposition + phrase);
}
