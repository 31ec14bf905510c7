import type { LanguageShare } from '../../kernel/language.js';
import type { TextViews } from '../text-views.js';
import { blendGrams } from './blend-grams.js';
import type { Scores } from './evidence.js';
import { add, addLetters, addRomanised, addWords } from './evidence.js';
import { mixedShares } from './mixed-shares.js';
import type { ScriptPart } from './script-part.js';
import { trigramLikeness } from './trigrams.js';

/** Weights and bounds below were chosen on the development sets for most right answers on short chat texts. */
const PRIOR = 0.6;
/** Function words decide alone from this score, this lead and this share of known words; else trigrams are asked. */
const DECISIVE_SCORE = 2.5;
const DECISIVE_LEAD = 1.5;
const DECISIVE_KNOWN = 0.2;
/** From this score on, languages below this share of the best are out of the question. */
const TELLING_SCORE = 1.5;
const PLAUSIBLE = 0.35;
/** What the nearest language by trigrams is worth, and how fast that falls with distance. */
const TRIGRAM_WEIGHT = 3;
const TRIGRAM_FALL = 25;
/** Letters at which a text is long enough to be as sure as its evidence is. */
const SURE_LETTERS = 60;
/** Below this confidence an answer would be a guess. */
const LEAST_CONFIDENCE = 0.35;

export interface ScriptReading {
  readonly shares: readonly LanguageShare[];
  readonly confidence: number;
}

export interface PartContext {
  /** The group's languages, in the product's codes. */
  readonly prior: ReadonlySet<string>;
  /** The part's share of the message's letters. */
  readonly share: number;
}

/** Tells the language of the words of one shared script. */
export function readScript(views: TextViews, part: ScriptPart, { prior, share }: PartContext): ScriptReading {
  const scores: Scores = new Map();
  let known = addWords(scores, part.words);
  if (part.script === 'Latn') known += addRomanised(scores, views.folded);
  if (part.script === 'Hani') add(scores, 'cmn', 1);
  addLetters(scores, views.original, part.script);
  const blended = blendGrams(views, part, { scores, prior });
  if (blended) return readingOf(part, blended, share);
  return readWithoutGrams(scores, part, { prior, share, known });
}

/** Function words, letters and franc's trigrams: how languages are told where the n-gram model is not there. */
function readWithoutGrams(
  scores: Scores,
  part: ScriptPart,
  { prior, share, known }: PartContext & { readonly known: number },
): ScriptReading {
  for (const language of prior) if (scores.has(language)) add(scores, language, PRIOR);
  if (!isDecisive(scores, known / part.words.length)) addTrigrams(scores, part, prior);
  const [first, second] = topTwo(scores);
  if (first === undefined) return { shares: [{ language: 'und', share }], confidence: 0 };
  const confidence = confidenceOf(first[1], second?.[1] ?? 0, part.letters);
  if (confidence < LEAST_CONFIDENCE) return { shares: [{ language: 'und', share }], confidence };
  return { shares: mixedShares(part.words, first[0], share), confidence };
}

function isDecisive(scores: Scores, known: number): boolean {
  const [first, second] = topTwo(scores);
  if (first === undefined || first[1] < DECISIVE_SCORE || known < DECISIVE_KNOWN) return false;
  return first[1] >= DECISIVE_LEAD * (second?.[1] ?? 0);
}

/** Short texts are less sure than their n-grams think: neighbours share most of them. */
function readingOf(
  part: ScriptPart,
  [first]: readonly (readonly [language: string, probability: number])[],
  share: number,
): ScriptReading {
  if (!first) return { shares: [{ language: 'und', share }], confidence: 0 };
  const confidence = first[1] * Math.min(1, 0.7 + (0.3 * part.letters) / SURE_LETTERS);
  if (confidence < LEAST_CONFIDENCE) return { shares: [{ language: 'und', share }], confidence };
  return { shares: mixedShares(part.words, first[0], share), confidence };
}

/** Asks trigrams about the languages that the words leave possible, or about all when the words say little. */
function addTrigrams(scores: Scores, part: ScriptPart, prior: ReadonlySet<string>): void {
  const best = topTwo(scores)[0]?.[1] ?? 0;
  const least = best >= TELLING_SCORE ? best * PLAUSIBLE : 0;
  const plausible = (language: string) =>
    (scores.get(language) ?? 0) >= least && !(language === 'pus' && !scores.has('pus'));
  for (const [language, likeness] of trigramLikeness(part.words, part.script, plausible)) {
    const declared = prior.has(language) && !scores.has(language) ? PRIOR : 0;
    const worth = TRIGRAM_WEIGHT * Math.exp((likeness - 1) * TRIGRAM_FALL);
    add(scores, language, worth + declared * Math.min(1, worth));
  }
}

function topTwo(scores: Scores): [string, number][] {
  let first: [string, number] | undefined;
  let second: [string, number] | undefined;
  for (const entry of scores) {
    if (first === undefined || entry[1] > first[1]) [second, first] = [first, entry];
    else if (second === undefined || entry[1] > second[1]) second = entry;
  }
  return [first, second].filter((entry) => entry !== undefined);
}

/**
 * How often an answer with this lead was right on the development sets (raw lead, share right), joined by straight
 * lines. Within a language family and for romanised text the truth is lower.
 */
const CALIBRATION: readonly (readonly [raw: number, right: number])[] = [
  [0, 0],
  [0.3, 0.35],
  [0.45, 0.4],
  [0.55, 0.6],
  [0.65, 0.88],
  [0.75, 0.96],
  [0.9, 0.99],
  [1, 0.99],
];

function confidenceOf(first: number, second: number, letters: number): number {
  const raw = (first / (first + second)) * Math.min(1, 0.6 + (0.4 * letters) / SURE_LETTERS);
  const above = CALIBRATION.findIndex(([at]) => at >= raw);
  const [highRaw, high] = CALIBRATION[above] ?? [1, 1];
  const [lowRaw, low] = CALIBRATION[above - 1] ?? [0, 0];
  return highRaw === lowRaw ? high : low + ((high - low) * (raw - lowRaw)) / (highRaw - lowRaw);
}
