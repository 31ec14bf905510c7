import { catalogues, fill, isConsoleLanguage } from './words.js';
import type { ConsoleLanguage, Fillings, Word } from './words.js';

/** How a page speaks to one person: words, numbers and dates in their language. Times are told in the group's zone. */
export interface Reader {
  readonly language: ConsoleLanguage;
  readonly direction: 'ltr' | 'rtl';
  say(word: Word, fillings?: Fillings): string;
  number(value: number): string;
  /** A probability as the reviewer sees it: two digits, `0.97`. */
  probability(value: number): string;
  bytes(value: number): string;
  date(at: Date, zone: string): string;
  /** Date and time to the minute with the zone's short name. */
  moment(at: Date, zone: string): string;
  /** `24 minutes ago`; the largest unit that is at least one. */
  ago(at: Date, now: Date): string;
  /** The language's own name for an ISO 639 code or BCP 47 tag, or the code where CLDR has none. */
  languageName(code: string): string;
  list(items: readonly string[]): string;
}

/** Western digits and the Gregorian calendar in every language: numbers must match what people see in their chats. */
const LOCALES: Readonly<Record<ConsoleLanguage, string>> = { en: 'en-GB', ar: 'ar-u-nu-latn-ca-gregory' };
const RIGHT_TO_LEFT: readonly ConsoleLanguage[] = ['ar'];

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const readers = new Map<ConsoleLanguage, Reader>();

/** Formatters are costly to make and stateless, so there is one reader per language. */
export function readerOf(language: ConsoleLanguage): Reader {
  const known = readers.get(language);
  if (known) return known;
  const reader = makeReader(language);
  readers.set(language, reader);
  return reader;
}

function makeReader(language: ConsoleLanguage): Reader {
  const locale = LOCALES[language];
  const direction = RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr';
  const number = new Intl.NumberFormat(locale);
  const twoDigits = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const speech = { plural: new Intl.PluralRules(locale), number, isolate: direction === 'rtl' };
  const names = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    language,
    direction,
    say: (word, fillings = {}) => fill(catalogues[language][word], fillings, speech),
    number: (value) => number.format(value),
    probability: (value) => twoDigits.format(value),
    bytes: (value) => formatBytes(value, locale),
    date: (at, timeZone) => dateFormat(locale, timeZone, 'day').format(at),
    moment: (at, timeZone) => dateFormat(locale, timeZone, 'minute').format(at),
    ago: (at, now) => {
      const seconds = (at.getTime() - now.getTime()) / 1000;
      const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60];
      return relative.format(Math.trunc(seconds / length), unit);
    },
    languageName: (code) => languageName(names, code),
    list: (items) => list.format(items),
  };
}

const DAY = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const MINUTE = {
  ...DAY,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
} as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** One formatter per language, zone and precision: making one costs more than a whole page. */
function dateFormat(locale: string, timeZone: string, precision: 'day' | 'minute'): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${precision}`;
  const parts = precision === 'day' ? DAY : MINUTE;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...parts, timeZone });
  formats.set(key, format);
  return format;
}

const KILOBYTE = { unit: 'kilobyte', size: 1_000 };
const MEGABYTE = { unit: 'megabyte', size: 1_000_000 };

function formatBytes(value: number, locale: string): string {
  const { unit, size } = value >= 1_000_000 ? MEGABYTE : KILOBYTE;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    value / size,
  );
}

function languageName(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** `?lang=`, then what was chosen on this device, then the setting of the person, then what the browser prefers. */
export function chooseLanguage(wishes: {
  readonly asked: unknown;
  readonly staff: string | undefined;
  readonly remembered: unknown;
  readonly acceptLanguage: string | undefined;
}): ConsoleLanguage {
  const stated = [wishes.asked, wishes.remembered, wishes.staff].find(isConsoleLanguage);
  return stated ?? preferredLanguage(wishes.acceptLanguage ?? '') ?? 'en';
}

function preferredLanguage(acceptLanguage: string): ConsoleLanguage | undefined {
  const ranked = acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.trim().split(/\s*;\s*/);
      return { language: tag.toLowerCase().split('-')[0], weight: Number(quality.replace('q=', '')) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return ranked.map(({ language }) => language).find(isConsoleLanguage);
}
