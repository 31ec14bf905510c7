import { readFileSync } from 'node:fs';
import type { TextView } from '../../text-views.js';
import { TracedView } from '../view.js';
import { onFirstUse } from '../../on-first-use.js';
import { DerivedView } from './derived-view.js';
import type { RomanisedEvidence, RomanisedLanguage } from './romanised-evidence.js';

type Rewrites = readonly (readonly [RegExp, string])[];

const file = JSON.parse(readFileSync(new URL('./romanised.json', import.meta.url), 'utf8')) as Record<
  RomanisedLanguage,
  string
>;
const languagesOf = onFirstUse(readWords);

/** Ordered: a longer spelling goes before its parts. One spelling for all four, so that views and term lists agree. */
const REWRITES: Rewrites = [
  [/3'/g, 'gh'],
  [/[7h]'/g, 'kh'],
  [/[23']/g, ''],
  [/5/g, 'kh'],
  [/6/g, 't'],
  [/7/g, 'h'],
  [/8/g, 'gh'],
  [/9/g, 's'],
  [/ph/g, 'f'],
  [/ou(?=[aeiou])|w/g, 'v'],
  [/ou|oo|uu|o/g, 'u'],
  [/(?:ay|ei|ey)(?![aeiou])/g, 'ai'],
  [/y$/g, 'i'],
  [/q/g, 'k'],
  [/z/g, 'j'],
  [/x/g, 'ks'],
  [/gn/g, 'ny'],
  [/(?<=[aeiou])h$/g, ''],
  [/e/g, 'i'],
  [/([a-z])\1+/g, '$1'],
];
/** A rewrite can make room for another one ("ahh" loses an h, then the other); no word needs more rounds. */
const MOST_ROUNDS = 4;

function readWords(): ReadonlyMap<string, readonly RomanisedLanguage[]> {
  const all = new Map<string, RomanisedLanguage[]>();
  for (const language of ['amh', 'ara', 'hin', 'urd'] as const) {
    for (const word of file[language].split(' ')) all.set(word, [...(all.get(word) ?? []), language]);
  }
  return all;
}

/**
 * One spelling for the ways people write Arabic, Hindi, Urdu and Amharic in Latin letters: long and short vowels,
 * doubled letters, w and v, q and k, z and j, e and i, o and u meet; 2 and 3 fall away, 5 is kh, 6 t, 7 h, 8 gh, 9 s.
 * Works on one folded word; words of other scripts come back unchanged.
 */
export function romanisedSpelling(word: string): string {
  if (!/^[a-z\d']*[a-z][a-z\d']*$/.test(word)) return word;
  let now = word;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = REWRITES.reduce((text, [from, to]) => text.replace(from, to), now);
    if (next === now) break;
    now = next;
  }
  return now === '' ? word : now;
}

/** Counts what speaks for a romanised language among the words of a folded view. */
export function romanisedEvidence(view: TextView): RomanisedEvidence {
  if (!(view instanceof TracedView)) return countEvidence(view);
  view.romanised ??= countEvidence(view);
  return view.romanised;
}

function countEvidence(view: TextView): RomanisedEvidence {
  const known = languagesOf();
  const words = new Map<RomanisedLanguage, number>();
  let digitWords = 0;
  for (const { text } of view.words) {
    if (text.charCodeAt(0) >= BEYOND_ASCII) continue;
    const languages = known.get(text);
    if (languages !== undefined)
      for (const language of languages) words.set(language, (words.get(language) ?? 0) + 1);
    if (hasArabicDigit(text)) digitWords++;
  }
  return words.size === 0 && digitWords === 0 ? NOTHING : { words, digitWords };
}

const BEYOND_ASCII = 128;
const NOTHING: RomanisedEvidence = { words: new Map(), digitWords: 0 };

const ARABIC_DIGIT_WORD = /^(?:[a-z']*[a-z][235-9]|[3579])'?[a-z]{2,}[a-z2357']*$/;
/** Words that begin with a digit everywhere: "3rd", "5pm", "7th". */
const COUNTED =
  /^\d(?:rd|th|nd|st|am|pm|km|kg|mb|gb|hrs?|mins?|days?|years?|weeks?|months?|times|people|ppl|[gdx])$/;

function hasArabicDigit(word: string): boolean {
  if (!/\d/.test(word)) return false;
  return ARABIC_DIGIT_WORD.test(word) && !COUNTED.test(word);
}

/** Two function words, or one in a text of three words, or one digit used as a letter: less is chance. */
function isRomanised(view: TextView): boolean {
  const { words, digitWords } = romanisedEvidence(view);
  const most = Math.max(0, ...words.values());
  return digitWords > 0 || most >= 2 || (most === 1 && view.words.length <= 3);
}

/** The folded view with its Latin words in one romanised spelling; the folded view itself for any other text. */
export function latinView(folded: TracedView): TextView {
  if (!isRomanised(folded)) return folded;
  const view = new DerivedView(folded);
  let at = 0;
  for (const word of folded.words) {
    copy(view, folded, { start: at, end: word.start });
    view.add(romanisedSpelling(word.text), word.start, word.end);
    at = word.end;
  }
  copy(view, folded, { start: at, end: folded.text.length });
  return view.finish();
}

function copy(view: DerivedView, folded: TracedView, span: { start: number; end: number }): void {
  for (let at = span.start; at < span.end; at++) view.add(folded.text.charAt(at), at, at + 1);
}
