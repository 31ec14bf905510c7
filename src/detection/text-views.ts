import type { Span } from '../kernel/span.js';

/**
 * A reading of a message made for matching, with a way back to what the member wrote.
 * `words[i]` covers `text.slice(words[i].start, words[i].end)`; no view ever joins two words of the original.
 */
export interface TextView {
  readonly text: string;
  readonly words: readonly ViewWord[];
  /** A span of this view's text as the smallest span of the original that produced it. */
  toOriginal(span: Span): Span;
}

export interface ViewWord extends Span {
  readonly text: string;
  /** Other words this may stand for (leet undone, stretched letters fully collapsed...); absent when there are none. */
  readonly readings?: readonly string[];
}

/**
 * The views of one message, each made when first asked for and then kept.
 * `folded`: the everyday view (NFKC, case, invisible characters, stretched and spaced-out letters, leet, script folding).
 * `skeleton`: UTS #39 confusable skeleton of `folded`, for names and domains that imitate others.
 * `latin`: romanised Arabic, Hindi/Urdu and Amharic brought to one spelling; equals `folded` for other Latin text.
 */
export interface TextViews {
  readonly original: string;
  readonly folded: TextView;
  readonly skeleton: TextView;
  readonly latin: TextView;
}
