import type { Span } from '../../../kernel/span.js';
import type { TextView, TextViews } from '../../text-views.js';
import { buildTermIndex } from '../../text/index.js';
import type { TermEntry, TermIndex, TermMatch } from '../../text/index.js';
import { expandPattern, patternsOf } from './expand-pattern.js';
import type { ListEntry, TermList } from './read-lists.js';

/** What a term means where it is found. `list` is the place of its list among all lists. */
export interface Term {
  readonly list: number;
  readonly entry: ListEntry;
  readonly beside: Beside;
}

/** A phrase that tells how a term nearby is meant: a word of a named set, or an innocent phrase around the term. */
export type Context =
  | { readonly role: 'set'; readonly list: number; readonly set: string }
  | { readonly role: 'literal'; readonly list: number };

/** On which side a word of the set `people` must touch the term: `death to @people`, `@people out`. */
export type Beside = 'before' | 'after' | null;

/** Where a phrase stands. */
export interface Mark<Meaning> {
  readonly meaning: Meaning;
  /** Positions in `view.words`; `end` excluded. */
  readonly words: Span;
  /** In the original text. */
  readonly span: Span;
}

/** One reading of a message: its terms and what stands around them. */
export interface Reading {
  readonly terms: readonly Mark<Term>[];
  readonly context: readonly Mark<Context>[];
}

interface Indexes {
  readonly terms: TermIndex<Term>;
  readonly context: TermIndex<Context>;
}

/** All lists compiled into one index, and the parts in Latin letters of other scripts' lists into a second. */
export class TermMarks {
  private readonly folded: Indexes;
  private readonly latin: Indexes;

  constructor(lists: readonly TermList[]) {
    const compiled = lists.map((list, at) => ({
      list,
      terms: compileTerms(list, at),
      context: compileContext(list, at),
    }));
    this.folded = {
      terms: buildTermIndex(compiled.flatMap(({ terms }) => terms)),
      context: buildTermIndex(compiled.flatMap(({ context }) => context)),
    };
    const romanised = compiled.filter(({ list }) => ROMANISED.has(list.language));
    this.latin = {
      terms: buildTermIndex(
        romanised.flatMap(({ terms }) => terms.filter(isLatin)),
        { view: 'latin' },
      ),
      context: buildTermIndex(
        romanised.flatMap(({ context }) => context.filter(isLatin)),
        { view: 'latin' },
      ),
    };
  }

  /** The readings of a message that hold a term: none for most, two at most where romanised words were respelt. */
  find({ folded, latin }: TextViews): Reading[] {
    const readings = [readIn(this.folded, folded)];
    if (latin !== folded) readings.push(readIn(this.latin, latin));
    return readings.filter((reading) => reading !== null);
  }
}

/** Languages whose romanised spelling the text room levels. */
const ROMANISED: ReadonlySet<string> = new Set(['amh', 'ara', 'hin', 'urd']);

/** Most messages hold no term, so the far commoner context words are looked for only after one. */
function readIn({ terms, context }: Indexes, view: TextView): Reading | null {
  const found = terms.find(view);
  return found.length === 0 ? null : { terms: found.map(asMark), context: context.find(view).map(asMark) };
}

function asMark<Meaning>({ payload, words, span }: TermMatch<Meaning>): Mark<Meaning> {
  return { meaning: payload, words, span };
}

function isLatin({ phrase }: { readonly phrase: string }): boolean {
  return /\p{Script=Latin}/u.test(phrase);
}

function compileContext(list: TermList, at: number): TermEntry<Context>[] {
  const sets = Object.entries(list.sets).flatMap(([set, block]) =>
    phrasesOf(withPeople(block, list)).map((phrase) => ({
      phrase,
      payload: { role: 'set', list: at, set } as const,
    })),
  );
  const literals = phrasesOf(list.literal).map((phrase) => ({
    phrase,
    payload: { role: 'literal', list: at } as const,
  }));
  return [...sets, ...literals];
}

function compileTerms(list: TermList, at: number): TermEntry<Term>[] {
  return list.entries.flatMap((entry) =>
    patternsOf(entry.terms).flatMap((pattern) => compileTerm(pattern, entry, { list, at })),
  );
}

function compileTerm(
  pattern: string,
  entry: ListEntry,
  { list, at }: { readonly list: TermList; readonly at: number },
): TermEntry<Term>[] {
  return expandPattern(pattern)
    .flatMap((phrase) => [phrase, ...list.proclitics.map((proclitic) => proclitic + phrase)])
    .flatMap((phrase) => {
      const beside = sideOf(phrase);
      const payload = { list: at, entry, beside };
      return spellings(phrase.replaceAll(/ ?@people ?/g, '')).map((spelling) => ({
        phrase: spelling,
        payload,
      }));
    });
}

function sideOf(phrase: string): Beside {
  if (phrase.endsWith(' @people')) return 'after';
  if (phrase.startsWith('@people ')) return 'before';
  if (phrase.includes('@')) throw new SyntaxError(`@people stands first or last in a term: ${phrase}`);
  return null;
}

function withPeople(block: string, list: TermList): string {
  const people = patternsOf(list.sets.people ?? '').join(',');
  return block.replaceAll('@people', `{${people}}`);
}

function phrasesOf(block: string): string[] {
  return patternsOf(block).flatMap(expandPattern).flatMap(spellings);
}

/** Letters that no normalisation takes apart: Turkish dotless i and the hooked letters of Hausa. */
const PLAIN: Readonly<Record<string, string>> = { ı: 'i', ɗ: 'd', ɓ: 'b', ƙ: 'k', ƴ: 'y' };

/** A phrase as written and as people type it who leave out accents. */
function spellings(phrase: string): string[] {
  if (!/\p{Script=Latin}/u.test(phrase)) return [phrase];
  const bare = phrase
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[ıɗɓƙƴ]/g, (letter) => PLAIN[letter] ?? letter);
  return bare === phrase ? [phrase] : [phrase, bare];
}
