import type { Span } from '../../../kernel/span.js';
import type { TextView } from '../../text-views.js';
import { foldText } from '../fold/fold-text.js';
import { romanisedSpelling } from '../readings/romanised.js';
import { TracedView } from '../view.js';
import { PhraseTree, WIDEST_GAP } from './phrase-tree.js';
import type { ReadWords } from './vocabulary.js';
import { Vocabulary } from './vocabulary.js';

/** A term to look for and what to hand back when it is found. */
export interface TermEntry<P> {
  /**
   * One or more words as people write them; folded by the index, so spelling variants need not be listed.
   * A word ending in `*` matches every word that begins with what stands before it: `insult*`.
   */
  readonly phrase: string;
  readonly payload: P;
  /** How many other words may stand between two words of the phrase, 0..5. Default 0. */
  readonly gap?: number;
  /** Whether Arabic words may carry و ف ب ل ك س ال in front. Default true; without effect on other scripts. */
  readonly proclitics?: boolean;
}

export interface TermIndexOptions {
  /** The view that will be searched. `latin` spells the phrases the romanised way. Default `folded`. */
  readonly view?: 'folded' | 'latin';
}

export interface TermMatch<P> {
  /** In the original text. */
  readonly span: Span;
  /** Index of the first word, and one past the last, in `view.words`. */
  readonly words: Span;
  readonly payload: P;
}

export interface TermIndex<P> {
  /** Entries that can match; one without a letter or digit cannot. */
  readonly size: number;
  /** Every match, overlapping ones included, by first word; an entry once per first and last word. */
  find(view: TextView): TermMatch<P>[];
}

/** Compiles the entries once; finding then costs a few lookups per word, however many entries there are. */
export function buildTermIndex<P>(
  entries: readonly TermEntry<P>[],
  options: TermIndexOptions = {},
): TermIndex<P> {
  const tree = new PhraseTree();
  const numbers = new PhraseWords(options.view === 'latin' ? romanisedSpelling : (word) => word);
  let size = 0;
  for (const entry of entries) {
    const words = numbers.of(entry);
    tree.plant(words, boundedGap(entry.gap ?? 0));
    if (words.length > 0) size++;
  }
  const payloads = entries.map(({ payload }) => payload);
  return { size, find: (view) => findIn(view, tree, payloads) };
}

function boundedGap(gap: number): number {
  if (!Number.isInteger(gap) || gap < 0 || gap > WIDEST_GAP)
    throw new RangeError(`gap must be 0..${WIDEST_GAP}`);
  return gap;
}

const vocabulary = new Vocabulary();
const ARABIC = /\p{Script=Arabic}/u;

/** The numbers of phrases' words. Phrases repeat their words far more often than messages do, so each is folded once. */
class PhraseWords {
  private readonly loose = new Map<string, readonly number[]>();
  private readonly strict = new Map<string, readonly number[]>();

  constructor(private readonly spell: (word: string) => string) {}

  of<P>({ phrase, proclitics = true }: TermEntry<P>): number[] {
    const known = proclitics ? this.loose : this.strict;
    return phrase.split(SPACES).flatMap((part) => {
      const before = known.get(part);
      if (before !== undefined) return before;
      const made = this.read(part, proclitics);
      known.set(part, made);
      return made;
    });
  }

  private read(part: string, proclitics: boolean): number[] {
    const wildcard = part.endsWith('*');
    const words = foldText(wildcard ? part.slice(0, -1) : part).words;
    return words.map(({ text }, at) =>
      vocabulary.numberOf({
        text: this.spell(text),
        wildcard: wildcard && at === words.length - 1,
        proclitics: proclitics && ARABIC.test(text),
      }),
    );
  }
}

const SPACES = /\s+/;

function findIn<P>(view: TextView, tree: PhraseTree, payloads: readonly P[]): TermMatch<P>[] {
  const { words } = view;
  const matches: TermMatch<P>[] = [];
  const seen = new Set<number>();
  tree.find(readWords(view), (entry, first, last) => {
    const [start, end] = [words[first], words[last]];
    const key = (entry * words.length + first) * words.length + last;
    if (start === undefined || end === undefined || seen.has(key)) return;
    seen.add(key);
    matches.push({
      span: view.toOriginal({ start: start.start, end: end.end }),
      words: { start: first, end: last + 1 },
      payload: payloads[entry] as P,
    });
  });
  return matches;
}

/** A view is read once for all indexes, and again when an index that came later brought new words. */
function readWords(view: TextView): ReadWords {
  const kept = view instanceof TracedView ? view.read : undefined;
  if (kept?.size === vocabulary.size) return kept;
  const read = vocabulary.read(view.words);
  if (view instanceof TracedView) view.read = read;
  return read;
}
