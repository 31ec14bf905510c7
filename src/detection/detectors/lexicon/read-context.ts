import type { Span } from '../../../kernel/span.js';
import type { Context, Mark, Reading, Term } from './term-marks.js';

/** What the words around a hit say about it. */
const SOFTENERS = ['quoted', 'negated', 'countered', 'reclaimed', 'playful'] as const;
export type Softener = (typeof SOFTENERS)[number];

/** A term that stands as evidence, with what softens it. */
export interface Hit {
  readonly meaning: Term;
  readonly words: Span;
  readonly spans: readonly Span[];
  readonly softeners: readonly Softener[];
}

/**
 * How far a context word reaches, in words. `needs` and `negation` must sit in the same phrase; whoever quotes names the
 * speaker just before; what a message is about (counter-speech, a match, a kitchen) is told anywhere in its sentence.
 */
const REACH = {
  needs: 4,
  unless: 8,
  quoting: 5,
  quotingAfter: 3,
  negation: 3,
  negationAfter: 2,
  counter: 8,
  self: 4,
  play: 8,
} as const;

/** The terms of one reading of `original` that their context lets stand. */
export function readContext({ terms, context }: Reading, original: string): Hit[] {
  const hits: Hit[] = [];
  let quotes: readonly Span[] | undefined;
  for (const term of terms) {
    const people = touching(term, context);
    if (people === undefined || !stands(term, context)) continue;
    quotes ??= quotesIn(original);
    hits.push({
      meaning: term.meaning,
      words: term.words,
      spans: people === null ? [term.span] : [term.span, people.span],
      softeners: softenersOf(term, context, quotes),
    });
  }
  return hits;
}

type TermMark = Mark<Term>;
type ContextMarks = readonly Mark<Context>[];

/** The word for people that a term such as `death to @people` touches; null when it needs none, undefined when it lacks it. */
function touching({ meaning, words }: TermMark, context: ContextMarks): Mark<Context> | null | undefined {
  if (meaning.beside === null) return null;
  const { beside } = meaning;
  return ofSet('people', meaning, context).find((other) =>
    beside === 'after' ? other.words.start === words.end : other.words.end === words.start,
  );
}

function stands({ meaning, words }: TermMark, context: ContextMarks): boolean {
  const { needs, unless } = meaning.entry;
  if (context.some((other) => other.meaning.role === 'literal' && overlaps(other.words, words))) return false;
  const near = (names: readonly string[], reach: number) =>
    names.some((name) =>
      ofSet(name, meaning, context).some(
        (other) => !overlaps(other.words, words) && distance(other.words, words) <= reach,
      ),
    );
  if (needs.length > 0 && !near(needs, REACH.needs)) return false;
  return !near(unless, REACH.unless);
}

function softenersOf(
  { meaning, words, span }: TermMark,
  context: ContextMarks,
  quotes: readonly Span[],
): Softener[] {
  const before = (set: string, reach: number) =>
    ofSet(set, meaning, context).some((other) => isBefore(other.words, words, reach));
  const after = (set: string, reach: number) =>
    ofSet(set, meaning, context).some((other) => isBefore(words, other.words, reach));
  const around = (set: string, reach: number) =>
    ofSet(set, meaning, context).some((other) => distance(other.words, words) <= reach);
  const inQuotes = quotes.some((quote) => quote.start < span.start && span.end < quote.end);
  const said: Readonly<Record<Softener, boolean>> = {
    quoted: inQuotes || before('quoting', REACH.quoting) || after('quotingAfter', REACH.quotingAfter),
    negated: before('negation', REACH.negation) || after('negationAfter', REACH.negationAfter),
    countered: around('counter', REACH.counter),
    reclaimed: meaning.entry.reclaimed && before('self', REACH.self),
    playful: around('play', REACH.play),
  };
  return SOFTENERS.filter((softener) => said[softener]);
}

function ofSet(set: string, { list }: Term, context: ContextMarks): ContextMarks {
  return context.filter(
    ({ meaning }) => meaning.role === 'set' && meaning.set === set && meaning.list === list,
  );
}

function overlaps(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

/** Words from one phrase to the other; 1 when they touch, 0 when they overlap. */
function distance(one: Span, other: Span): number {
  if (overlaps(one, other)) return 0;
  return one.end <= other.start ? other.start - one.end + 1 : one.start - other.end + 1;
}

function isBefore(one: Span, other: Span, reach: number): boolean {
  return one.end <= other.start && other.start - one.end < reach;
}

/** A quotation longer than this is a message in quotation marks, not a quotation. */
const LONGEST_QUOTE = 120;
const QUOTED = new RegExp(
  `“[^”]{1,${LONGEST_QUOTE}}”|«[^»]{1,${LONGEST_QUOTE}}»|"[^"]{1,${LONGEST_QUOTE}}"|„[^“”]{1,${LONGEST_QUOTE}}[“”]|‹[^›]{1,${LONGEST_QUOTE}}›`,
  'gu',
);

function quotesIn(text: string): Span[] {
  return [...text.matchAll(QUOTED)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
}
