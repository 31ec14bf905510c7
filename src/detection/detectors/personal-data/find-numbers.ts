import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CountryCode } from 'libphonenumber-js/min';
import type { Item } from './items.js';

/** A run of digits as people write numbers: separators, brackets and invisible marks between, ends on a digit. */
const RUN =
  /(?<![\p{L}\p{N}@/#])(?:\+|\()?\p{Nd}(?:[\s().\-\u00a0\u2010-\u2013\u202f\u200e\u200f\u202a-\u202c]{0,3}\p{Nd}){6,24}(?![\p{L}\p{N}%])/gu;

/** The shortest subscriber numbers of the world have seven digits; shorter ones are service numbers. */
const FEWEST_DIGITS = 7;

/** Toll-free beginnings of national and international numbers: nobody's private number. */
const TOLL_FREE = /^(?:0800|0900|1?800|1?888|00800|\+\d{1,3}8(?:00|88))/;

/** Dates and times, thousands, and numbers counted in a table look like phone numbers to a hasty reader. */
const NO_NUMBER = [
  /^(?:19|20)\d\d\D+(?:19|20)\d\d$/,
  /^\d{1,4}[-./]\d{1,2}[-./]\d{2,4}(?:\D|$)/,
  /^\d{1,3}(?:[.\s]000)+$/,
  /^(\d)\1+$/,
];

/** Regions tried for national formats; more would take more time and find other countries' numbers by chance. */
const MOST_REGIONS = 3;

/** Phone and card numbers of a text, in order. Texts with fewer than seven digits cost one scan. */
export function findNumbers(text: string, regions: readonly string[]): Item[] {
  if (!hasDigits(text)) return [];
  const items: Item[] = [];
  for (const match of text.matchAll(RUN)) {
    const written = latinDigits(match[0]);
    if (NO_NUMBER.some((pattern) => pattern.test(written))) continue;
    const item = readNumber(written, regions);
    if (item) items.push({ ...item, start: match.index, end: match.index + match[0].length });
  }
  return items;
}

function hasDigits(text: string): boolean {
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    if (isDigit(text.charCodeAt(at)) && ++digits >= FEWEST_DIGITS) return true;
  }
  return false;
}

/** ASCII, Arabic-Indic, Persian, Devanagari and Bengali digits: first code of each run of ten. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6];

function isDigit(code: number): boolean {
  if (code < 0x660) return code >= 0x30 && code <= 0x39;
  return ZEROS.some((zero) => code >= zero && code < zero + 10);
}

function latinDigits(text: string): string {
  let out = '';
  for (const char of text) {
    const code = char.charCodeAt(0);
    const zero = ZEROS.find((first) => code >= first && code < first + 10);
    if (zero !== undefined) out += String(code - zero);
    else if (/[\s().\-+\u2010-\u2013]/.test(char)) out += char;
  }
  return out;
}

function readNumber(written: string, regions: readonly string[]): Pick<Item, 'kind' | 'value'> | null {
  const digits = written.replaceAll(/\D/g, '');
  if (digits.length >= SHORTEST_CARD && isCard(digits)) return { kind: 'card', value: '' };
  if (digits.length > LONGEST_PHONE + 2 || TOLL_FREE.test(written.replaceAll(/[^\d+]/g, ''))) return null;
  return readPhone(written, regions);
}

/** ITU-T E.164: fifteen digits. */
const LONGEST_PHONE = 15;
const SHORTEST_CARD = 13;

function readPhone(written: string, regions: readonly string[]): Pick<Item, 'kind' | 'value'> | null {
  const international = written.replace(/^00/, '+');
  if (international.startsWith('+')) return phone(international);
  for (const region of regions.slice(0, MOST_REGIONS)) {
    const found = phone(written, region as CountryCode);
    if (found) return found;
  }
  return regions.length === 0 && MOBILE_BY_SHAPE.test(written.replaceAll(/\D/g, ''))
    ? { kind: 'phone', value: '' }
    : null;
}

/** Where the group's region is unknown: a trunk zero and a length that most mobile numbers have. */
const MOBILE_BY_SHAPE = /^0[1-9]\d{8,9}$/;

/** A count of people is no number: where national numbers begin with 0, one written without it must have its +. */
function phone(written: string, region?: CountryCode): Pick<Item, 'kind' | 'value'> | null {
  const parsed = parsePhoneNumberFromString(written, region);
  if (!parsed?.isValid()) return null;
  const lacksTrunkZero =
    region !== undefined && !/^\(?0/.test(written) && /^\(?0/.test(parsed.formatNational());
  return lacksTrunkZero ? null : { kind: 'phone', value: parsed.number };
}

/** Length and first digits by ISO/IEC 7812 issuer (Amex 15, others 16, old Visa 13, Maestro up to 19); check digit by Luhn. */
function isCard(digits: string): boolean {
  return ISSUER.test(digits) && hasLuhnDigit(digits);
}

const ISSUER =
  /^(?:4\d{12}(?:\d{3})?(?:\d{3})?|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}|6(?:011|5\d\d)\d{12}|(?:50|5[6-9]|6\d)\d{14,17})$/;

function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
