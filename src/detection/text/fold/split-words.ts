import type { ViewWord } from '../../text-views.js';
import { APOSTROPHE, DIGIT, EMOJI, kindOf, LETTER, LONE, MARK, OTHER, SPACE } from './code-points.js';

const ASCII_KIND = Uint8Array.from({ length: 128 }, (_, code) => kindOf(code));
/** French and Italian drop a vowel before the next word: "l'argent" is two words, "don't" and "ng'ombe" are one. */
const ELIDED = new Set([
  'c',
  'd',
  'j',
  'l',
  'm',
  'n',
  's',
  't',
  'qu',
  'all',
  'dall',
  'dell',
  'nell',
  'quell',
  'sull',
  'un',
]);
const REGIONAL_FIRST = 0x1f1e6;
const REGIONAL_LAST = 0x1f1ff;

/**
 * Cuts folded text into words: runs of letters, marks, digits and inner apostrophes; every emoji; every letter of a
 * script written without spaces (Han, Kana, Thai, Lao, Khmer, Burmese), with its marks.
 */
export function splitWords(text: string): ViewWord[] {
  const words: ViewWord[] = [];
  let at = 0;
  while (at < text.length) {
    const kind = kindAt(text, at);
    if (kind === SPACE || kind === OTHER || kind === APOSTROPHE) {
      at += widthAt(text, at);
      continue;
    }
    const end =
      kind === EMOJI ? endOfEmoji(text, at) : kind === LONE ? endOfMarks(text, at) : endOfWord(text, at);
    words.push({ start: at, end, text: text.slice(at, end) });
    at = end;
  }
  return words;
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 128) return ASCII_KIND[unit] ?? OTHER;
  return kindOf(unit >= 0xd800 && unit < 0xdc00 ? (text.codePointAt(at) ?? unit) : unit);
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const kind = kindAt(text, at);
    if (kind === LETTER || kind === DIGIT || kind === MARK) at += widthAt(text, at);
    else if (kind === APOSTROPHE && at > start && joins(text, start, at)) at++;
    else break;
  }
  return at;
}

/** An apostrophe joins when a letter or digit follows and what stands before it is no elided article. */
function joins(text: string, start: number, at: number): boolean {
  if (at + 1 >= text.length) return false;
  const next = kindAt(text, at + 1);
  return (next === LETTER || next === DIGIT) && !(at - start <= 5 && ELIDED.has(text.slice(start, at)));
}

function endOfMarks(text: string, start: number): number {
  let at = start + widthAt(text, start);
  while (at < text.length && kindAt(text, at) === MARK) at += widthAt(text, at);
  return at;
}

function endOfEmoji(text: string, start: number): number {
  const end = start + widthAt(text, start);
  return isRegional(text, start) && isRegional(text, end) ? end + 2 : end;
}

/** Two regional letters make one flag. */
function isRegional(text: string, at: number): boolean {
  const code = text.codePointAt(at) ?? 0;
  return code >= REGIONAL_FIRST && code <= REGIONAL_LAST;
}
