import type { TextViews } from '../text-views.js';
import type { Scores } from './evidence.js';
import { gramModel } from './gram-model.js';
import type { ScriptPart } from './script-part.js';

/** What a point of function words, letters and affixes is worth in log-odds beside the n-grams; chosen on development sets. */
const WORDS_WORTH = 0.5;
/** Evidence beyond this says nothing more: in long texts loans and names add up. */
const MOST_FROM_WORDS = 3;
/** A declared language is this many times as likely as an undeclared one before anything is read. */
const DECLARED = 3;
/**
 * In Latin letters these are written with much English between, and to n-grams any two languages in one message look like
 * them: words that speak this clearly for another decide, when these are spoken for half as much.
 */
const ROMANISED: ReadonlySet<string> = new Set(['ara', 'hin', 'urd']);
const CLEAR_WORDS = 5;
const HALF_AS_MUCH = 0.5;
/** Told apart by where people live rather than by what they write, in Latin letters: a declared one speaks for all. */
const NEIGHBOURS: readonly (readonly string[])[] = [
  ['hin', 'urd'],
  ['ind', 'msa'],
  ['bos', 'hrv', 'srp'],
];
/** Of a language the model does not know: what the words say decides. */
const UNKNOWN = 1e-5;

/**
 * Each language's probability from the n-grams of the text and the words' evidence, taken as independent (naive Bayes);
 * null without a model or anything to read.
 */
export function blendGrams(
  views: TextViews,
  part: ScriptPart,
  { scores, prior }: { readonly scores: Scores; readonly prior: ReadonlySet<string> },
): [language: string, probability: number][] | null {
  const read = gramModel()?.probabilities(textOf(views, part));
  if (!read) return null;
  const grams = part.script === 'Latn' ? amongNeighbours(read, prior) : read;
  const languages = new Set([...grams.keys(), ...scores.keys()]);
  const weighed = [...languages].map((language): [string, number] => {
    const words = Math.min(MOST_FROM_WORDS, scores.get(language) ?? 0);
    const declared = prior.has(language) ? DECLARED : 1;
    return [language, ((grams.get(language) ?? 0) + UNKNOWN) * Math.exp(WORDS_WORTH * words) * declared];
  });
  const total = weighed.reduce((sum, [, weight]) => sum + weight, 0);
  const likeliest = weighed
    .map(([language, weight]): [string, number] => [language, weight / total])
    .sort(([, a], [, b]) => b - a);
  const byGrams = likeliest[0]?.[0] ?? '';
  const clear = part.script === 'Latn' && ROMANISED.has(byGrams) ? clearByWords(scores, byGrams) : null;
  return clear ? [[clear, CLEAR], ...likeliest] : likeliest;
}

/** How sure words alone are, where they speak clearly. */
const CLEAR = 0.8;

function clearByWords(scores: Scores, byGrams: string): string | null {
  const [best] = [...scores].sort(([, a], [, b]) => b - a);
  if (!best || best[1] < CLEAR_WORDS || best[0] === byGrams) return null;
  return (scores.get(byGrams) ?? 0) < best[1] * HALF_AS_MUCH ? best[0] : null;
}

function amongNeighbours(
  grams: ReadonlyMap<string, number>,
  prior: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const moved = new Map(grams);
  for (const neighbours of NEIGHBOURS) {
    const declared = neighbours.filter((language) => prior.has(language));
    if (declared.length === 0 || declared.length === neighbours.length) continue;
    const total = neighbours.reduce((sum, language) => sum + (grams.get(language) ?? 0), 0);
    for (const language of neighbours)
      moved.set(language, declared.includes(language) ? total / declared.length : 0);
  }
  return moved;
}

/** The part's words as they were written, with what stands between them where no other script does. */
function textOf({ original, folded }: TextViews, { words }: ScriptPart): string {
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return '';
  if (words.length >= folded.words.length * WHOLE) return original;
  return words
    .map((word) => {
      const { start, end } = folded.toOriginal(word);
      return original.slice(start, end);
    })
    .join(' ');
}

/** A word or two of another script in a message are names. */
const WHOLE = 0.9;
