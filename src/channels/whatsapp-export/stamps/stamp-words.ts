import { readFileSync } from 'node:fs';
import { stampWordKey } from '../text/fold-characters.js';

/** What a word inside a timestamp may be; one word can be several things in different languages. */
export const WORD = { month: 1, period: 2, era: 4, dayUnit: 8, hourUnit: 16 } as const;

export interface StampWord {
  /** Sum of `WORD` bits; 0 for connecting words such as `at`, `à`, `um`, `de`. */
  readonly bits: number;
  /** The key the word was found under. */
  readonly key: string;
  /** Bit h set: the word is used for hour h (0-23). */
  readonly hours: number;
  readonly era: Era | null;
}

/** How a calendar era turns its year into a year of the common era; named calendars need the month and day too. */
export type Era = number | 'persian' | 'islamic-umalqura';

/** CLDR day periods of 312 locales, and older wordings: word -> bit mask of the hours it is used for. */
const HOURS = keyed(load('day-periods.json') as Record<string, number>);

/** CLDR month names of 244 locales: locale -> twelve lists of words. */
const MONTHS = load('month-names.json') as Record<string, string[][]>;

const ERAS = keyed<Era>({
  be: -543,
  พศ: -543,
  พุทธศักราช: -543,
  r: 2018,
  reiwa: 2018,
  令和: 2018,
  h: 1988,
  heisei: 1988,
  平成: 1988,
  民國: 1911,
  民国: 1911,
  minguo: 1911,
  roc: 1911,
  ap: 'persian',
  هش: 'persian',
  ah: 'islamic-umalqura',
  هـ: 'islamic-umalqura',
  ه: 'islamic-umalqura',
});

const DAY_UNITS = wordSet('年 月 日 號 号 년 월 일 thg tháng г р');
const HOUR_UNITS = wordSet('h 時 时 點 点 시 uhr');

/** Of languages that know equally many of a file's month names, the one with more writers; then any. */
const BY_WRITERS = 'en es pt fr de it id ar hi ru tr nl pl uk ro cs sv da nb fi el hu sw ms vi fa ur'.split(
  ' ',
);

/** Word -> [locale, month 1-12] for every locale that uses it. */
const MONTH_WORDS = indexMonths();

function load(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../wording/${file}`, import.meta.url), 'utf8'));
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' ').map(stampWordKey));
}

function keyed<T>(words: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(words).map(([word, value]) => [stampWordKey(word), value]));
}

function indexMonths(): ReadonlyMap<string, readonly (readonly [string, number])[]> {
  const index = new Map<string, [string, number][]>();
  for (const [locale, months] of Object.entries(MONTHS))
    for (const [at, words] of months.entries())
      for (const word of words.map(stampWordKey)) {
        // Two Latin letters are a connecting word somewhere (`de`, `la`).
        if (/^[a-z]{1,2}$/.test(word)) continue;
        const uses = index.get(word) ?? [];
        if (!uses.some(([other]) => other === locale)) uses.push([locale, at + 1]);
        index.set(word, uses);
      }
  return index;
}

/** Reads a run of words as phones put them between the numbers of a timestamp. */
export function readStampWord(run: string): StampWord {
  const whole = wordAt(stampWordKey(run));
  if (whole.bits !== 0) return whole;
  const pieces = run.split(/[\s.]+/).map(stampWordKey);
  // Written together, as in `日下午` or the Hebrew `בנוב׳`: the unit or the preposition first.
  const stripped = pieces.map((piece) => piece.replace(/^(?:[年月日號号년월일]+|ב)/u, ''));
  const known = [...pieces, ...stripped].map(wordAt).filter((word) => (word.bits & ~WORD.dayUnit) !== 0);
  // `de ago. de`: months are told from connecting words that mean a time of day elsewhere.
  const best = known.find((word) => (word.bits & WORD.month) !== 0) ?? known[0];
  const unit = startsWithUnit(pieces) ? WORD.dayUnit : 0;
  return best ? { ...best, bits: best.bits | unit } : { ...whole, bits: unit };
}

function startsWithUnit(pieces: readonly string[]): boolean {
  return pieces.some((piece) => DAY_UNITS.has(piece) || /^[年月日號号년월일]/u.test(piece));
}

function wordAt(key: string): StampWord {
  const hours = HOURS.get(key) ?? 0;
  const era = ERAS.get(key) ?? null;
  const bits =
    (MONTH_WORDS.has(key) ? WORD.month : 0) |
    (hours !== 0 ? WORD.period : 0) |
    (era !== null ? WORD.era : 0) |
    (DAY_UNITS.has(key) ? WORD.dayUnit : 0) |
    (HOUR_UNITS.has(key) ? WORD.hourUnit : 0);
  return { bits, key, hours, era };
}

/** Hour 0-23 for what a 12-hour clock shows beside this word. */
export function hourOf(shown: number, word: StampWord): number {
  // Japan counts the hour after noon as 0, others as 12.
  if (shown > 12) return shown;
  const early = shown % 12;
  const fitsEarly = (word.hours >> early) & 1;
  const fitsLate = (word.hours >> (early + 12)) & 1;
  if (fitsEarly !== fitsLate) return fitsLate ? early + 12 : early;
  // Used for neither or both: the half of the day that the word mostly belongs to decides.
  return bitCount(word.hours >> 12) > bitCount(word.hours & 0xfff) ? early + 12 : early;
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask & 0xfff; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/**
 * Month names are read in one language per file, because `listopad` is October in one and November in another:
 * the locale that knows most of the file's words is the language.
 */
export function monthsOf(words: Iterable<string>): ReadonlyMap<string, number> {
  const seen = [...words];
  const language = languageOf(seen);
  const months = new Map<string, number>();
  for (const word of seen) {
    const uses = MONTH_WORDS.get(word) ?? [];
    const use = uses.find(([locale]) => locale === language) ?? uses[0];
    if (use) months.set(word, use[1]);
  }
  return months;
}

function languageOf(words: readonly string[]): string | undefined {
  const votes = new Map<string, number>();
  for (const word of words)
    for (const [locale] of MONTH_WORDS.get(word) ?? []) votes.set(locale, (votes.get(locale) ?? 0) + 1);
  const most = Math.max(0, ...votes.values());
  const best = [...votes].filter(([, count]) => count === most).map(([locale]) => locale);
  return BY_WRITERS.find((locale) => best.includes(locale)) ?? best[0];
}
