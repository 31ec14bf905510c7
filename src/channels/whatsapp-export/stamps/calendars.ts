import type { Era } from './stamp-words.js';

const DAY = 86_400_000;

/** WhatsApp appeared in 2009; years around it tell calendars apart. */
const FIRST_YEAR = 2009;

/** Midnight of a Gregorian day (as if in UTC), or null for a day that does not exist. */
export function localDay(year: number, month: number, day: number): number | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const at = Date.UTC(year, month - 1, day);
  return new Date(at).getUTCDate() === day ? at : null;
}

type OtherCalendar = Extract<Era, string>;

interface Year {
  readonly year: number;
  /** Null for the Gregorian calendar. */
  readonly calendar: OtherCalendar | null;
}

/** The year as shown -> the Gregorian year, or the year of the calendar it belongs to. */
export function readYear(shown: number, era: Era | null): Year {
  if (era === null) return shown < 100 ? shortYear(shown) : longYear(shown);
  if (typeof era === 'string') return { year: shown < 100 ? shown + 1400 : shown, calendar: era };
  return { year: shown < 1000 || era < 0 ? fullYear(shown, era) : shown, calendar: null };
}

/** The calendars' years of a WhatsApp message never meet: Persian 1388-1415, Hijri 1430-1470, Buddhist 2552-2600. */
function longYear(shown: number): Year {
  // Republic of China: three digits since 2011.
  if (shown < 200) return { year: shown + 1911, calendar: null };
  if (shown >= FIRST_YEAR + 543 && shown < 2700) return { year: shown - 543, calendar: null };
  if (shown < 1380 || shown >= 1500) return { year: shown, calendar: null };
  return { year: shown, calendar: shown < 1425 ? 'persian' : 'islamic-umalqura' };
}

function fullYear(shown: number, offset: number): number {
  if (offset < 0 && shown < 100) return 2500 + shown + offset;
  return shown + offset;
}

/** Two digits: this century, unless that lies before WhatsApp and only the Persian or Buddhist year can be meant. */
function shortYear(shown: number): Year {
  if (shown < FIRST_YEAR - 2000) return { year: shown + 1400, calendar: 'persian' };
  if (shown >= 90) return { year: shown + 1300, calendar: 'persian' };
  return { year: shown >= 52 ? shown + 2500 - 543 : shown + 2000, calendar: null };
}

/** The guess is off by a month or two; every step of 30 days per month brings it closer. */
const MOST_STEPS = 12;

const formats = new Map<OtherCalendar, Intl.DateTimeFormat>();
const monthStarts = new Map<string, number>();

/** First instant (as if in UTC) of a day in a calendar that has no simple rule; null when it has no such day. */
export function dayIn(calendar: OtherCalendar, date: readonly [number, number, number]): number | null {
  const [year, month, day] = date;
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const start = startOfMonth(calendar, year, month);
  const at = start + (day - 1) * DAY;
  return fieldsOf(calendar, at)[1] === month ? at : null;
}

function startOfMonth(calendar: OtherCalendar, year: number, month: number): number {
  const key = `${calendar}/${year}/${month}`;
  const known = monthStarts.get(key);
  if (known !== undefined) return known;
  // A guess from the mean length of the year, then whole months until the month is right, then its first day.
  const [epoch, length] = calendar === 'persian' ? [622.22, 365.2422] : [622.54, 354.367];
  const years = year - 1 + (month - 1) / 12;
  let at = Math.round(years * length + (epoch - 1970) * 365.2425) * DAY;
  let [y, m, d] = fieldsOf(calendar, at);
  for (let step = 0; step < MOST_STEPS && (y !== year || m !== month); step += 1) {
    // From the middle of one month to the middle of another, so that no short month is jumped over.
    at += (((year - y) * 12 + (month - m)) * 30 + 15 - d) * DAY;
    [y, m, d] = fieldsOf(calendar, at);
  }
  at -= (d - 1) * DAY;
  if (monthStarts.size < 2_000) monthStarts.set(key, at);
  return at;
}

function fieldsOf(calendar: OtherCalendar, at: number): readonly [number, number, number] {
  let format = formats.get(calendar);
  if (!format) {
    format = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      timeZone: 'UTC',
    });
    formats.set(calendar, format);
  }
  const fields = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  return [fields.get('year') ?? 0, fields.get('month') ?? 0, fields.get('day') ?? 0];
}
