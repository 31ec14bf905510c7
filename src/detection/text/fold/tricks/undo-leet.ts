import { DIGIT, kindOf, LETTER, MARK } from '../code-points.js';
import type { TracedText } from '../traced-text.js';

const DOLLAR = 36;
const AT = 64;
const DOT = 46;

/** What a digit or sign stands for inside a Latin word. */
const LETTER_FOR = new Map(
  Array.from('013457$@').map((sign, at) => [sign.charCodeAt(0), 'oieastsa'.charCodeAt(at)]),
);

const LATIN_WORD = /^[\da-zß-ɏ][\da-zß-ɏ$@]*[a-zß-ɏ]$/;
/** Romanised Arabic uses 3, 5 and 7 as letters, so these alone prove nothing; 0, 1, 4 and $ between letters do. */
const PROOF = /[a-zß-ɏ][\d$@]*[014$@][\d$@]*[a-zß-ɏ]/;
/** Signs that stand for no letter; and three digits are a number ("l00k" writes two). */
const NO_LEET = /[2689]|\d{3}|@.*@/;
/** Durations ("1h4m") look like leet and are not. */
const DURATION = /^(?:\d+[dhmswy])+$/;
/** "f@ggot" has few letters before its sign; an account name ("amina@bank") has more. */
const MOST_BEFORE_AT = 3;
/** Longer tokens are identifiers; it also bounds the work. */
const LONGEST = 40;

/**
 * Turns digits and signs back into letters, in place, where a Latin word leaves no doubt: "5c4m", "k1ll", "pu$$y".
 * Stays away from "Group1", "F16", "covid19", "h3llo" (maybe romanised Arabic), amounts, numbers and addresses.
 */
export function undoLeet(text: TracedText): void {
  for (let at = 0; at < text.length; at++) {
    let end = at;
    while (end < text.length && isTokenUnit(text.unit(end))) end++;
    if (end - at > 2 && end - at <= LONGEST && isLeet(text, at, end)) {
      for (let i = at; i < end; i++) text.units[i] = LETTER_FOR.get(text.unit(i)) ?? text.unit(i);
    }
    if (end > at) at = end - 1;
  }
}

function isLeet(text: TracedText, start: number, end: number): boolean {
  const token = text.slice(start, end);
  if (!PROOF.test(token) || !LATIN_WORD.test(token) || NO_LEET.test(token) || DURATION.test(token))
    return false;
  const digits = token.replace(/\D/g, '').length;
  if (digits * 2 > token.length) return false;
  return !token.includes('@') || !isAddress(text, end, token);
}

/** A dot on either side belongs to a domain; three different letters and more before the sign are a name. */
function isAddress(text: TracedText, end: number, token: string): boolean {
  const before = token.slice(0, token.indexOf('@')).replace(/(.)\1+/g, '$1');
  return (
    before.length > MOST_BEFORE_AT || text.unit(end) === DOT || text.unit(end - token.length - 1) === DOT
  );
}

/** The word with every digit read as a letter, for words that may or may not be leet; undefined when it cannot be. */
export function leetReading(word: string): string | undefined {
  if (!/\d/.test(word) || !/[a-z]/.test(word) || /[2689]|\d{3}/.test(word)) return undefined;
  return word.replace(/[013457]/g, (digit) => String.fromCharCode(LETTER_FOR.get(digit.charCodeAt(0)) ?? 0));
}

function isTokenUnit(unit: number): boolean {
  const kind = kindOf(unit);
  return kind === LETTER || kind === DIGIT || kind === MARK || unit === DOLLAR || unit === AT;
}
