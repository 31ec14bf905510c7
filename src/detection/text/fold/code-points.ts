import { readFileSync } from 'node:fs';
import { isCombining, isDropped, WHITE } from './marks.js';

/** How a character behaves when a text is cut into words. */
export const SPACE = 0;
export const OTHER = 1;
export const LETTER = 2;
export const DIGIT = 3;
export const APOSTROPHE = 4;
/** A mark that belongs to the letter before it. */
export const MARK = 5;
/** A letter of a script written without spaces: each is a word of its own. */
export const LONE = 6;
export const EMOJI = 7;

/** What folding does with a character. */
export const KEEP = 0;
export const EXPAND = 1;
export const DROP = 2;
/** Must be normalised together with the letter before it. */
export const COMBINE = 3;
/** Zero-width space: a word boundary in Thai, Lao, Khmer and Burmese, a trick everywhere else. */
export const HIDDEN_SPACE = 4;

export const LATIN = 1;
export const CYRILLIC = 2;
export const GREEK = 4;

/** 256 neighbouring code points, worked out together when the first of them is met. */
export interface Page {
  readonly action: Uint8Array;
  /** The folded character, where it is a single one. */
  readonly folded: Uint32Array;
  /** Where it is several. */
  readonly expansion: (string | undefined)[];
  readonly kind: Uint8Array;
  readonly script: Uint8Array;
}

interface FoldEntry {
  readonly from: string;
  readonly to: string;
}

const folds = readFolds();
const pages: (Page | undefined)[] = [];

function readFolds(): ReadonlyMap<string, string> {
  const file = JSON.parse(readFileSync(new URL('./script-folds.json', import.meta.url), 'utf8')) as Record<
    string,
    readonly FoldEntry[] | string
  >;
  const entries = Object.values(file).flatMap((group) => (typeof group === 'string' ? [] : group));
  return new Map(
    entries.flatMap(({ from, to }) => Array.from(from).map((char): [string, string] => [char, to])),
  );
}

export function pageOf(code: number): Page {
  return pages[code >> 8] ?? makePage(code >> 8);
}

export function kindOf(code: number): number {
  return pageOf(code).kind[code & 255] ?? OTHER;
}

function makePage(number: number): Page {
  const page: Page = {
    action: new Uint8Array(256),
    folded: new Uint32Array(256),
    expansion: [],
    kind: new Uint8Array(256),
    script: new Uint8Array(256),
  };
  for (let low = 0; low < 256; low++) fillIn(page, (number << 8) | low);
  pages[number] = page;
  return page;
}

function fillIn(page: Page, code: number): void {
  const low = code & 255;
  const char = isSurrogate(code) ? '\uFFFD' : String.fromCodePoint(code);
  const folded = foldCharacter(char);
  const first = folded.codePointAt(0) ?? 0xfffd;
  page.kind[low] = isSurrogate(code) ? OTHER : kindOfCharacter(char);
  page.script[low] = scriptBit(char);
  page.action[low] = actionOf(char, folded);
  page.folded[low] = first;
  if (page.action[low] === EXPAND) page.expansion[low] = folded;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function actionOf(char: string, folded: string): number {
  if (char === '\u200B') return HIDDEN_SPACE;
  if (isDropped(char)) return DROP;
  if (isCombining(char)) return COMBINE;
  return Array.from(folded).length > 1 ? EXPAND : KEEP;
}

const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function kindOfCharacter(char: string): number {
  if (WHITE.test(char)) return SPACE;
  if (char === "'") return APOSTROPHE;
  if (/\p{M}/u.test(char)) return MARK;
  if (/\p{L}/u.test(char)) return WITHOUT_SPACES.test(char) ? LONE : LETTER;
  if (/\p{N}/u.test(char)) return DIGIT;
  return /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(char) ? EMOJI : OTHER;
}

function scriptBit(char: string): number {
  if (/\p{Script=Latin}/u.test(char)) return LATIN;
  if (/\p{Script=Cyrillic}/u.test(char)) return CYRILLIC;
  return /\p{Script=Greek}/u.test(char) ? GREEK : 0;
}

/** NFKC, lower case and script folds, repeated until nothing changes (at most four rounds are ever needed). */
export function foldCharacter(char: string): string {
  let now = char;
  for (let round = 0; round < 4; round++) {
    const next = foldOnce(now);
    if (next === now) return now;
    now = next;
  }
  return now;
}

function foldOnce(text: string): string {
  const composed = isCompatibilityJamo(text) ? text : text.normalize('NFKC');
  let out = '';
  for (const char of composed.replaceAll('İ', 'i').toLowerCase()) {
    if (!isDropped(char)) out += simplify(char);
  }
  // Spacing forms ("゛", "¨") decompose to a space and a mark that has nothing to stand on.
  return out.startsWith(' ') ? out.replace(/\p{M}+$/u, '') : out;
}

/** Lone Hangul letters ("ㅋㅋㅋ") are words of their own; NFKC would glue them into syllables. */
function isCompatibilityJamo(text: string): boolean {
  return /^[\u3131-\u318E\uFFA1-\uFFDC]$/.test(text);
}

function simplify(char: string): string {
  const fold = folds.get(char);
  if (fold !== undefined) return fold;
  if (WHITE.test(char)) return /[\n\u0085\u2028\u2029]/.test(char) ? '\n' : ' ';
  const code = char.codePointAt(0) ?? 0;
  if (code > 127 && /\p{Nd}/u.test(char)) return decimalDigit(code);
  return enclosedLetter(code) ?? char;
}

/** Decimal digits come in contiguous runs of ten, so the value is the distance to the first of the run. */
function decimalDigit(code: number): string {
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

/** Negative circled and squared capitals have no compatibility mapping in Unicode but read as plain letters. */
function enclosedLetter(code: number): string | undefined {
  for (const first of [0x1f150, 0x1f170]) {
    if (code >= first && code < first + 26) return String.fromCharCode(97 + code - first);
  }
  return undefined;
}
