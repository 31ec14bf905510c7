import type { Claim } from '../../../kernel/claim.js';
import type { Span } from '../../../kernel/span.js';
import type { TextView } from '../../text-views.js';
import { characterShingles, hash32, viewsOf } from '../../text/index.js';

/** How well a message holds the wording of a claim. */
export interface ClaimMatch {
  readonly claim: Claim;
  /** 0..1: the smaller of the shares of the wording's trigrams and of its weighty words found in the message. */
  readonly similarity: number;
  /** From the first to the last word of the message that the wording shares, in the original text. */
  readonly span: Span;
}

interface Wording {
  readonly claim: Claim;
  readonly words: ReadonlySet<number>;
  readonly trigrams: ReadonlySet<number>;
}

/** Three letters tell words apart in every script and survive one wrong letter. */
const SHINGLE = 3;
/**
 * Each wording is found by its rarest words alone, so that a message's cost does not grow with the library: common
 * words, which most messages hold, are in nobody's list. Ten of them leave room for a rewording.
 */
const RAREST_WORDS = 10;
/** A word that is among the rarest of more wordings than this is given up; it would make messages that hold it slow. */
const MOST_WORDINGS = 64;
/** A wording is looked at when the message holds this share of its rarest words; rewordings keep more. */
const LEAST_SHARED = 0.3;
/** Candidates compared in full: the best by shared words. Bounds the cost whatever the size of the library. */
const MOST_CANDIDATES = 8;

/** A claim library made ready for matching: an inverted index from words to wordings. */
export class ClaimIndex {
  private readonly wordings: readonly Wording[];
  /** Wordings by each of their rarest words. */
  private readonly byWord = new Map<number, number[]>();
  /** How many of its rarest words a wording asks for. */
  private readonly least: readonly number[];

  constructor(claims: readonly Claim[]) {
    this.wordings = claims
      .filter(({ verdict }) => verdict !== 'true')
      .flatMap((claim) => claim.wordings.map(({ text }) => wordingOf(claim, text)))
      .filter(({ words }) => words.size > 0);
    const frequency = countWords(this.wordings);
    this.least = this.wordings.map(({ words }, position) => {
      const rarest = [...words]
        .sort((a, b) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0))
        .slice(0, RAREST_WORDS);
      for (const word of rarest) push(this.byWord, word, position);
      return Math.max(1, Math.ceil(rarest.length * LEAST_SHARED));
    });
    for (const [word, positions] of this.byWord)
      if (positions.length > MOST_WORDINGS) this.byWord.delete(word);
  }

  /** The best match of a text, or null when no wording shares enough. */
  match(view: TextView): ClaimMatch | null {
    const candidates = [...this.countShared(view)]
      .filter(([position, count]) => count >= (this.least[position] ?? 1))
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_CANDIDATES);
    if (candidates.length === 0) return null;
    const trigrams = new Set(characterShingles(view, SHINGLE));
    const words = wordsOf(view);
    let best: { readonly wording: Wording; readonly similarity: number } | null = null;
    for (const [position] of candidates) {
      const wording = this.wordings[position];
      if (!wording) continue;
      const similarity = Math.min(
        containment(wording.trigrams, trigrams),
        containment(wording.words, words) + WORD_SLACK,
      );
      if (!best || similarity > best.similarity) best = { wording, similarity };
    }
    if (best === null) return null;
    return { claim: best.wording.claim, similarity: best.similarity, span: sharedSpan(view, best.wording) };
  }

  private countShared(view: TextView): Map<number, number> {
    const shared = new Map<number, number>();
    if (this.wordings.length === 0) return shared;
    for (const word of wordsOf(view)) {
      for (const position of this.byWord.get(word) ?? [])
        shared.set(position, (shared.get(position) ?? 0) + 1);
    }
    return shared;
  }
}

function countWords(wordings: readonly Wording[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { words } of wordings) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Inflected and misspelt words miss as words but not as trigrams. */
const WORD_SLACK = 0.25;

function wordingOf(claim: Claim, text: string): Wording {
  const view = viewsOf(text).folded;
  return { claim, words: wordsOf(view), trigrams: new Set(characterShingles(view, SHINGLE)) };
}

/** Words of one or two letters are mostly grammar. */
const SHORTEST_WORD = 3;

function wordsOf(view: TextView): Set<number> {
  const words = new Set<number>();
  for (const { text } of view.words) if (text.length >= SHORTEST_WORD) words.add(hash32(text));
  return words;
}

function sharedSpan(view: TextView, { words }: Wording): Span {
  const shared = view.words.filter(({ text }) => words.has(hash32(text)));
  return view.toOriginal({ start: shared[0]?.start ?? 0, end: shared.at(-1)?.end ?? view.text.length });
}

/** The share of `part` that `whole` holds: long messages that quote a claim match as well as the bare claim. */
function containment(part: ReadonlySet<number>, whole: ReadonlySet<number>): number {
  let found = 0;
  for (const item of part) if (whole.has(item)) found++;
  return part.size === 0 ? 0 : found / part.size;
}

function push<K>(map: Map<K, number[]>, key: K, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
