import type { Time } from './find-time.js';
import { findTime } from './find-time.js';
import type { DatePlan } from './plan-date.js';
import { planDate } from './plan-date.js';
import type { Family, StampScanner } from './scan-stamp.js';
import { WORD } from './stamp-words.js';
import type { Token } from './stamp-tokens.js';
import { hasBits, isNumber, tokensOf } from './stamp-tokens.js';

/** How to read every timestamp of one shape. */
export interface Layout {
  readonly family: Family;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly timeFirst: boolean;
  /** Index of the word that says which half of the day it is, or -1. */
  readonly periodWord: number;
  readonly eraWord: number;
  readonly date: DatePlan;
}

/** Understands the shape of a scanned timestamp, once per shape; null when it is no date with a time. */
export function layOut(scan: StampScanner): Layout | null {
  const tokens = tokensOf(scan);
  const time = findTime(tokens, scan);
  if (!time) return null;
  const numbers = tokens.flatMap((token, at) =>
    isNumber(token) && (at < time.from || at > time.to) ? [at] : [],
  );
  const periodWord = periodBeside(tokens, time, scan);
  const eraWord = scan.words.findIndex((word, at) => (word.bits & WORD.era) !== 0 && at !== periodWord);
  const date = planDate({ tokens, numbers, words: scan.words, eraWord });
  if (!date) return null;
  return {
    family: scan.family,
    hour: time.numbers[0] ?? -1,
    minute: time.numbers[1] ?? -1,
    second: time.numbers[2] ?? -1,
    timeFirst: time.from < (numbers[0] ?? 0),
    periodWord,
    eraWord,
    date,
  };
}

function periodBeside(tokens: readonly Token[], time: Time, scan: StampScanner): number {
  for (const at of [time.to + 1, time.from - 1]) {
    const token = tokens[at];
    if (token && hasBits(token, WORD.period) && scan.words[token.index]) return token.index;
  }
  return -1;
}

/** The stable name people see; the list is in this channel's index. */
export function variantOf(layout: Layout): string {
  const first = layout.timeFirst ? '-time-first' : '';
  return `${layout.family}${first}${styleOf(layout.date)}-${layout.periodWord >= 0 ? '12h' : '24h'}`;
}

function styleOf(date: DatePlan): string {
  if (date.kind === 'numeric') return '';
  if (date.year < 0) return '-no-year';
  return date.monthWord >= 0 ? '-month-name' : '';
}
