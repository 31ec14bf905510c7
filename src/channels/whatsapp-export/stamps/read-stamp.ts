import type { DateOrder } from '../../channel.js';
import { dayIn, localDay, readYear } from './calendars.js';
import type { Layout } from './lay-out.js';
import type { WordedDate } from './plan-date.js';
import type { StampScanner } from './scan-stamp.js';
import { hourOf } from './stamp-words.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The port's orders, and the year before day and month, which the port calls `ymd` too. */
export type PartOrder = DateOrder | 'ydm';

/** A wall-clock time as if it were UTC (milliseconds), or what is wrong with it. */
export type Reading = number | 'broken-date' | 'no-such-time';

/** Messages arrive late, by days where the network fails; a year turns only when a date falls back further. */
const YEAR_TURNS_AFTER = 45 * DAY;

/** A date that is impossible in the file's order is read the other way only when it then fits its neighbours. */
const NEIGHBOURHOOD = 31 * DAY;

/** What the survey settled for the whole file, and what reading needs beyond the line itself. */
export interface StampRules {
  /** Date key (see `DatePlan`) -> order. */
  readonly orders: ReadonlyMap<string, PartOrder>;
  readonly months: ReadonlyMap<string, number>;
  /** Year of the first entry when its kind of timestamp has none. */
  readonly firstYear: number;
}

const OTHER_ORDER: Readonly<Record<PartOrder, PartOrder>> = {
  dmy: 'mdy',
  mdy: 'dmy',
  ymd: 'dmy',
  ydm: 'ymd',
};

/** Reads scanned timestamps in the order of the file; remembers the entry before for years left out. */
export class StampReader {
  private before: number | null = null;
  private cachedDate = '';
  private cachedDay: number | null = null;

  constructor(private readonly rules: StampRules) {}

  read(scan: StampScanner, layout: Layout): Reading {
    const day = this.dayOf(scan, layout);
    if (day === null) return 'broken-date';
    const time = timeOf(scan, layout);
    return time === null ? 'no-such-time' : day + time;
  }

  /** Called for every line that turned out to begin an entry. */
  follow(reading: Reading): void {
    if (typeof reading === 'number') this.before = reading;
  }

  get last(): number | null {
    return this.before;
  }

  private dayOf(scan: StampScanner, layout: Layout): number | null {
    const { date } = layout;
    if (date.kind === 'worded') return this.wordedDay(scan, date, layout.eraWord);
    const [first, second, third] = [
      scan.number(date.parts[0]),
      scan.number(date.parts[1]),
      scan.number(date.parts[2]),
    ];
    const order = this.rules.orders.get(date.key) ?? 'dmy';
    const key = `${first}/${second}/${third}${order}`;
    if (key === this.cachedDate) return this.cachedDay;
    const era = scan.era(layout.eraWord);
    const parts = [first, second, third] as const;
    const day = dayFrom(arranged(parts, order), era) ?? this.otherWay(parts, order);
    this.cachedDate = key;
    this.cachedDay = day;
    return day;
  }

  private otherWay(parts: readonly [number, number, number], order: PartOrder): number | null {
    const day = dayFrom(arranged(parts, OTHER_ORDER[order]), null);
    if (day === null || this.before === null) return null;
    return Math.abs(day - this.before) <= NEIGHBOURHOOD ? day : null;
  }

  private wordedDay(scan: StampScanner, date: WordedDate, eraWord: number): number | null {
    const word = date.monthWord < 0 ? undefined : scan.words[date.monthWord];
    const month = word ? (this.rules.months.get(word.key) ?? 0) : scan.number(date.month);
    const day = scan.number(date.day);
    const era = scan.era(eraWord);
    if (date.year >= 0) return dayFrom([scan.number(date.year), month, day], era);
    return this.dayWithoutYear(month, day);
  }

  private dayWithoutYear(month: number, day: number): number | null {
    if (this.before === null) return localDay(this.rules.firstYear, month, day);
    const year = new Date(this.before).getUTCFullYear();
    const same = localDay(year, month, day);
    if (same !== null && same >= this.before - YEAR_TURNS_AFTER) {
      // Late December right after New Year belongs to the year before.
      const earlier = localDay(year - 1, month, day);
      return earlier !== null && earlier >= this.before - YEAR_TURNS_AFTER ? earlier : same;
    }
    return localDay(year + 1, month, day) ?? same;
  }
}

/** Year, month, day out of the parts as written. */
export function arranged(
  parts: readonly [number, number, number],
  order: PartOrder,
): readonly [number, number, number] {
  const [first, second, third] = parts;
  if (order === 'ymd') return [first, second, third];
  if (order === 'ydm') return [first, third, second];
  return order === 'dmy' ? [third, second, first] : [third, first, second];
}

/** Midnight of a day as if in UTC; null when the calendar has no such day. */
export function dayFrom(
  date: readonly [number, number, number],
  era: Parameters<typeof readYear>[1],
): number | null {
  const { year, calendar } = readYear(date[0], era);
  return calendar ? dayIn(calendar, [year, date[1], date[2]]) : localDay(year, date[1], date[2]);
}

function timeOf(scan: StampScanner, layout: Layout): number | null {
  const shown = scan.number(layout.hour);
  const word = layout.periodWord < 0 ? undefined : scan.words[layout.periodWord];
  // Phones that count hours from 1 to 24 write the first minutes of a day as 24:05.
  const hour = shown === 24 ? 0 : word ? hourOf(shown, word) : shown;
  const minute = scan.number(layout.minute);
  const second = layout.second < 0 ? 0 : scan.number(layout.second);
  if (hour > 23 || minute > 59 || second > 60) return null;
  return hour * HOUR + minute * MINUTE + second * 1000;
}
