import type { LanguageShare } from '../../kernel/language.js';
import type { ViewWord } from '../text-views.js';
import { hasFunctionWords, languagesOfWord } from './evidence.js';

/** Three words in a row, four in all, and this share of the telling words: fewer are greetings, loans and names. */
const FEWEST_IN_A_ROW = 3;
const FEWEST_WORDS = 4;
const LEAST_SHARE = 0.2;

/**
 * Splits the words of one script between its main language and a second one, when whole runs belong to the second. Of a
 * language without a list of function words nobody can say which words are not its own.
 */
export function mixedShares(words: readonly ViewWord[], main: string, share: number): LanguageShare[] {
  const second = hasFunctionWords(main) ? secondLanguage(words, main) : undefined;
  if (second === undefined) return [{ language: main, share }];
  let mainLetters = 0;
  let secondLetters = 0;
  let current = main;
  for (const { text } of words) {
    current = speaker(text, main, second) ?? current;
    if (current === main) mainLetters += text.length;
    else secondLetters += text.length;
  }
  const all = mainLetters + secondLetters;
  return [
    { language: main, share: (share * mainLetters) / all },
    { language: second, share: (share * secondLetters) / all },
  ];
}

/** Which of the two a word speaks for; undefined when for both or neither. */
function speaker(word: string, main: string, second: string): string | undefined {
  const languages = languagesOfWord(word);
  const forMain = languages.includes(main);
  if (forMain === languages.includes(second)) return undefined;
  return forMain ? main : second;
}

interface Run {
  length: number;
  longest: number;
  total: number;
}

/** The language, other than the main one, with the most words of its own in runs that the main language never breaks. */
function secondLanguage(words: readonly ViewWord[], main: string): string | undefined {
  const runs = new Map<string, Run>();
  let telling = 0;
  for (const { text } of words) {
    const languages = languagesOfWord(text);
    if (languages.length > 0) telling++;
    if (languages.includes(main)) for (const run of runs.values()) run.length = 0;
    else for (const language of languages) lengthen(runs, language);
  }
  const [best] = [...runs].sort(([, a], [, b]) => b.total - a.total);
  return best !== undefined && isSpoken(best[1], telling) ? best[0] : undefined;
}

function isSpoken(run: Run, telling: number): boolean {
  return run.longest >= FEWEST_IN_A_ROW && run.total >= Math.max(FEWEST_WORDS, telling * LEAST_SHARE);
}

function lengthen(runs: Map<string, Run>, language: string): void {
  const run = runs.get(language) ?? { length: 0, longest: 0, total: 0 };
  run.length++;
  run.total++;
  run.longest = Math.max(run.longest, run.length);
  runs.set(language, run);
}
