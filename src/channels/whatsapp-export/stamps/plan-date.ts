import type { DateOrder } from '../../channel.js';
import { TOKEN } from './scan-stamp.js';
import type { StampWord } from './stamp-words.js';
import { WORD } from './stamp-words.js';
import type { Token } from './stamp-tokens.js';
import { hasBits } from './stamp-tokens.js';

/** A date whose parts words or units tell apart; indices into the scanner's numbers and words, -1 for absent. */
export interface WordedDate {
  readonly kind: 'worded';
  readonly day: number;
  /** -1 when a word names the month. */
  readonly month: number;
  readonly monthWord: number;
  readonly year: number;
  readonly order: DateOrder;
}

/** Where the numbers of the date stand; indices into the scanner's numbers and words, -1 for absent. */
export type DatePlan =
  | {
      readonly kind: 'numeric';
      readonly parts: readonly [number, number, number];
      /** 0 or 2 when a long number tells where the year is; null when all three are short. */
      readonly yearAt: 0 | 2 | null;
      /** Dates built alike are ordered alike: separator and length of the year. */
      readonly key: string;
    }
  | WordedDate;

const DOT = TOKEN.separator | '.'.charCodeAt(0);
const SLASH = TOKEN.separator | '/'.charCodeAt(0);

/** What is known about a timestamp when its date is looked for. */
interface DateTokens {
  readonly tokens: readonly Token[];
  /** Positions, among the tokens, of the numbers that are not the time. */
  readonly numbers: readonly number[];
  readonly words: readonly StampWord[];
  /** Index of the word that names an era, or -1. */
  readonly eraWord: number;
}

/** The date among the numbers that are not the time; null when they are none. */
export function planDate({ tokens, numbers, words, eraWord }: DateTokens): DatePlan | null {
  const parts = numbers.flatMap((at) => tokens[at] ?? []);
  const behind = numbers.map((at) => unitAt(tokens[at + 1], words));
  const month = words.findIndex((word) => (word.bits & WORD.month) !== 0);
  if (month >= 0 && parts.length < 3) return withMonthWord(tokens, parts, month);
  const separator = tokens[(numbers[0] ?? 0) + 1]?.code ?? 0;
  if (parts.length === 2) return withoutYear(parts, behind) ?? dayMonth(parts, separator);
  if (parts.length !== 3) return null;
  const inEra = numbers.findIndex((at) => isWord(tokens[at - 1], eraWord));
  return withUnits(parts, behind) ?? numeric(parts, separator, inEra);
}

function isWord(token: Token | undefined, index: number): boolean {
  return token !== undefined && token.code >= TOKEN.word && token.index === index;
}

/** The unit a token says a number is of, `` when it says none. */
function unitAt(token: Token | undefined, words: readonly StampWord[]): string {
  return token && hasBits(token, WORD.dayUnit) ? (words[token.index]?.key ?? '') : '';
}

/** `28 Aug 2013`, `Aug 28, 2013`, `2013 Aug 28`, `18 Mar`. */
function withMonthWord(
  tokens: readonly Token[],
  parts: readonly Token[],
  monthWord: number,
): DatePlan | null {
  const yearFirst = parts[0]?.code === TOKEN.year;
  const [day, year] = yearFirst ? [parts[1], parts[0]] : parts;
  if (day?.code !== TOKEN.short) return null;
  const wordAt = tokens.findIndex((token) => isWord(token, monthWord));
  const order = yearFirst ? 'ymd' : wordAt < tokens.indexOf(day) ? 'mdy' : 'dmy';
  return { kind: 'worded', day: day.index, month: -1, monthWord, year: year?.index ?? -1, order };
}

/** `2024年1月5日`, `2024년 1월 5일`; also `5 thg 1, 2024`, where the unit stands before the month. */
function withUnits(parts: readonly Token[], behind: readonly string[]): DatePlan | null {
  const unit = behind[0] ?? '';
  const [first = -1, second = -1, third = -1] = parts.map(({ index }) => index);
  if (unit.startsWith('年') || unit.startsWith('년')) {
    return { kind: 'worded', year: first, month: second, day: third, monthWord: -1, order: 'ymd' };
  }
  if (!unit.startsWith('th')) return null;
  return { kind: 'worded', day: first, month: second, year: third, monthWord: -1, order: 'dmy' };
}

/** `inEra` is the part with the name of an era in front (`R4`), or -1; it is the year as surely as a long number. */
function numeric(parts: readonly Token[], separator: number, inEra: number): DatePlan | null {
  const [long1, long2, long3] = parts.map(({ code }, at) => code !== TOKEN.short || at === inEra);
  if (long2 || (long1 && long3)) return null;
  const yearAt = long1 ? 0 : long3 ? 2 : null;
  const [first = -1, second = -1, third = -1] = parts.map(({ index }) => index);
  return { kind: 'numeric', parts: [first, second, third], yearAt, key: `${yearAt ?? 'short'}:${separator}` };
}

/** `3. 11. 14:05`, `3/11, 14:05`: languages that leave the year out this way put the day first. */
function dayMonth(parts: readonly Token[], separator: number): DatePlan | null {
  if (separator !== DOT && separator !== SLASH) return null;
  const [day = -1, month = -1] = parts.map(({ index }) => index);
  return { kind: 'worded', day, month, monthWord: -1, year: -1, order: 'dmy' };
}

/** A day and a month without a year count only where units say so (`8月28日`); two bare numbers are no date. */
function withoutYear(parts: readonly Token[], behind: readonly string[]): DatePlan | null {
  if (behind[0] === '') return null;
  const [first = -1, second = -1] = parts.map(({ index }) => index);
  const monthFirst = behind[1] !== '';
  const [month, day] = monthFirst ? [first, second] : [second, first];
  return { kind: 'worded', day, month, monthWord: -1, year: -1, order: monthFirst ? 'mdy' : 'dmy' };
}
