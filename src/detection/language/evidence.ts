import { readFileSync } from 'node:fs';
import { onFirstUse } from '../on-first-use.js';
import { romanisedEvidence, viewsOf } from '../text/index.js';
import type { TextView, ViewWord } from '../text-views.js';

/** How strongly each language is spoken for; languages nothing speaks for are absent. */
export type Scores = Map<string, number>;

type SignTable = ReadonlyMap<number, readonly string[]>;

/** Short words collide across languages by chance, long ones do not. Chosen on the development sets. */
const WEIGHT_BY_LENGTH = [0, 0.3, 0.7, 1, 1.3, 1.5];
/** A word of more languages than this ("a", "na", "de") is known but tells nothing. */
const MOST_LANGUAGES = 8;
/** A letter is less than a word, and a few of them say as much as many. */
const SIGN_WEIGHT = 0.35;
const OWN_SIGN_WEIGHT = 0.5;
const MOST_FROM_SIGNS = 3;
/** A digit used as a letter ("3ala") is rarely anything but romanised Arabic. */
const DIGIT_WORD_WEIGHT = 1;

/** An affix says about as much as a letter of the language's own. */
const AFFIX_WEIGHT = 0.4;
/** A beginning or ending needs a stem beside it. */
const SHORTEST_STEM = 2;

const languagesOf = onFirstUse(readWords);
const listed = onFirstUse(() => new Set([...languagesOf().values()].flat()));
const affixes = readJson('./affixes.json') as Record<
  'beginnings' | 'endings',
  Record<string, readonly string[]>
>;
const beginnings = byOutermost(affixes.beginnings, (affix) => affix.charCodeAt(0));
const endings = byOutermost(affixes.endings, (affix) => affix.charCodeAt(affix.length - 1));
const signs = onFirstUse(readSigns);

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

function readWords(): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const [language, list] of Object.entries(
    readJson('./function-words.json') as Record<string, string>,
  )) {
    const words = list.split(' ').flatMap((word) => viewsOf(word).folded.words.map(({ text }) => text));
    for (const word of new Set(words)) all.set(word, [...(all.get(word) ?? []), language]);
  }
  return new Map(
    [...all].map(([word, languages]) => [word, languages.length > MOST_LANGUAGES ? [] : languages]),
  );
}

function readSigns(): ReadonlyMap<string, SignTable> {
  const file = readJson('./letter-signs.json') as Record<string, Record<string, string> | string>;
  const tables = Object.entries(file).flatMap(([script, rows]): [string, SignTable][] => {
    if (typeof rows === 'string') return [];
    const table = new Map<number, string[]>();
    for (const [language, letters] of Object.entries(rows)) {
      for (const letter of letters) {
        const code = letter.codePointAt(0) ?? 0;
        table.set(code, [...(table.get(code) ?? []), language]);
      }
    }
    return [[script, table]];
  });
  return new Map(tables);
}

interface Affix {
  readonly affix: string;
  readonly language: string;
}

/** Affixes by their outermost letter, longest first, so that a word is compared with few. */
function byOutermost(
  rows: Record<string, readonly string[]>,
  outermost: (affix: string) => number,
): ReadonlyMap<number, readonly Affix[]> {
  const all = Object.entries(rows)
    .flatMap(([language, list]) => list.map((affix): Affix => ({ affix, language })))
    .sort((a, b) => b.affix.length - a.affix.length);
  const grouped = new Map<number, Affix[]>();
  for (const row of all) {
    const letter = outermost(row.affix);
    grouped.set(letter, [...(grouped.get(letter) ?? []), row]);
  }
  return grouped;
}

/** Adds what the beginnings and endings of unknown words say. */
function addAffix(scores: Scores, word: string): void {
  const longest = word.length - SHORTEST_STEM;
  const found =
    beginnings
      .get(word.charCodeAt(0))
      ?.find(({ affix }) => affix.length <= longest && word.startsWith(affix)) ??
    endings
      .get(word.charCodeAt(word.length - 1))
      ?.find(({ affix }) => affix.length <= longest && word.endsWith(affix));
  if (found !== undefined) add(scores, found.language, AFFIX_WEIGHT);
}

/** Whether there is a list of the language's function words. */
export function hasFunctionWords(language: string): boolean {
  return listed().has(language);
}

/** The languages whose function words hold this folded word; empty for most words. */
export function languagesOfWord(word: string): readonly string[] {
  return languagesOf().get(word) ?? [];
}

/** Adds what the function words say; a word of several languages speaks less for each. */
export function addWords(scores: Scores, words: readonly ViewWord[]): number {
  let known = 0;
  for (const { text } of words) {
    const languages = languagesOf().get(text);
    if (languages === undefined) {
      addAffix(scores, text);
      continue;
    }
    known++;
    const weight = WEIGHT_BY_LENGTH[Math.min(text.length, WEIGHT_BY_LENGTH.length - 1)] ?? 0;
    for (const language of languages) add(scores, language, weight / Math.sqrt(languages.length));
  }
  return known;
}

/** Adds what romanised words and digits used as letters say; Hindi and Urdu share most of their words. */
export function addRomanised(scores: Scores, view: TextView): number {
  const { words, digitWords } = romanisedEvidence(view);
  for (const [language, count] of words) add(scores, language, count);
  if (digitWords > 0) add(scores, 'ara', digitWords * DIGIT_WORD_WEIGHT);
  return Math.max(0, ...words.values()) + digitWords;
}

/** Adds what single letters say, as the member wrote them: folding would have hidden ة and ی, ኣ and አ. */
export function addLetters(scores: Scores, original: string, script: string): void {
  const table = signs().get(script);
  if (table === undefined) return;
  const found: Scores = new Map();
  for (let at = 0; at < original.length; at++) {
    const code = original.charCodeAt(at);
    if (code < 128) continue;
    const languages = table.get(code);
    if (languages !== undefined)
      for (const language of languages)
        add(found, language, (languages.length === 1 ? OWN_SIGN_WEIGHT : SIGN_WEIGHT) / languages.length);
  }
  for (const [language, score] of found) add(scores, language, Math.min(score, MOST_FROM_SIGNS));
}

export function add(scores: Scores, language: string, score: number): void {
  scores.set(language, (scores.get(language) ?? 0) + score);
}
