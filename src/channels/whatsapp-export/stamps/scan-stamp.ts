import { CHARACTERS, KIND, detached, foldAstralDigits } from '../text/fold-characters.js';
import type { Era, StampWord } from './stamp-words.js';
import { WORD, readStampWord } from './stamp-words.js';

/** What ends a timestamp: iOS brackets it, Android puts a dash behind it, old iOS a colon. */
export type Family = 'ios' | 'android' | 'ios-old';

/** The longest timestamp seen in any locale is 45 code units; the rest is room for marks. */
const LONGEST_STAMP = 96;
const MOST_NUMBERS = 7;
const MOST_WORDS = 6;
const MOST_TOKENS = 32;
/** Connecting and period words repeat on every line; others come from bodies and must not pile up. */
const MOST_REMEMBERED_WORDS = 2_000;

/** Token codes: numbers by length class, separators by character, words by what they may be. */
export const TOKEN = { short: 1, three: 3, year: 4, separator: 0x100, word: 0x20000 } as const;

const FAMILY_SEED: Readonly<Record<Family, number>> = { ios: 3, android: 5, 'ios-old': 7 };

const { folded, kind } = CHARACTERS;
/** Full stops, apostrophes, the signs Hebrew shortens words with, the Hindi and Tibetan ones. */
const IN_WORDS = new Set([46, 0x27, 0x2019, 0x22, 0x5f3, 0x5f4, 0x970, 0xf0b]);

const [DOT, COLON, DASH, OPEN, CLOSE] = [46, 58, 45, 91, 93];

/**
 * Splits the timestamp at the start of a line into numbers, words and separators without caring about the variant.
 * One instance per pass: results live in its fields until the next `scan`, so that a line costs no garbage.
 */
export class StampScanner {
  readonly numbers = new Int32Array(MOST_NUMBERS);
  readonly words: StampWord[] = [];
  readonly tokens = new Int32Array(MOST_TOKENS);
  tokenCount = 0;
  numberCount = 0;
  family: Family = 'android';
  /** Equal for lines of the same make; stands for the token sequence and the family. */
  shape = 0;
  /** Where the text behind the timestamp begins. */
  bodyAt = 0;
  bracketed = false;
  /** The line ended inside what may be a timestamp. */
  cutShort = false;

  private line = '';
  private at = 0;
  private end = 0;
  private sawColon = false;
  private wordBits = 0;
  private done = false;
  private readonly remembered = new Map<string, StampWord>();

  /** The number at an index of the layout; -1 for none. */
  number(index: number): number {
    return this.numbers[index] ?? -1;
  }

  era(wordIndex: number): Era | null {
    return this.words[wordIndex]?.era ?? null;
  }

  /** True when the line begins with something built like a timestamp of any variant. */
  scan(text: string): boolean {
    this.start(text);
    if (!this.begins()) return false;
    while (this.at < this.end) {
      if (!this.step()) return false;
      if (this.done) return this.finish();
    }
    this.cutShort = this.end === this.line.length;
    return false;
  }

  private start(text: string): void {
    this.line = text;
    this.at = 0;
    this.end = Math.min(text.length, LONGEST_STAMP);
    this.tokenCount = 0;
    this.numberCount = 0;
    this.words.length = 0;
    this.wordBits = 0;
    this.bracketed = false;
    this.sawColon = false;
    this.cutShort = false;
    this.done = false;
  }

  /** Most lines that continue a message fail here, on their first character. */
  private begins(): boolean {
    this.skipMarks();
    if (this.at >= this.end) return false;
    if (folded[this.line.charCodeAt(this.at)] === OPEN) {
      this.bracketed = true;
      this.at += 1;
      this.skipBlank();
    }
    const code = this.line.charCodeAt(this.at);
    if (code >= 0xd800 && code < 0xdc00) this.line = foldAstralDigits(this.line);
    this.skipMarks();
    const first = kind[this.line.charCodeAt(this.at)];
    if (first === KIND.letter) return this.readWord() && this.wordBits !== 0;
    return first === KIND.digit;
  }

  private step(): boolean {
    const code = this.line.charCodeAt(this.at);
    const what = kind[code];
    if (what === KIND.digit) return this.readNumber();
    if (what === KIND.letter) return this.readWord();
    if (what === KIND.space || what === KIND.mark) {
      this.at += 1;
      return true;
    }
    if (code >= 0xd800 && code < 0xdc00) return this.readAstral();
    return this.readSeparator(folded[code] ?? 0);
  }

  private readAstral(): boolean {
    const line = foldAstralDigits(this.line);
    if (line === this.line) return false;
    this.line = line;
    return true;
  }

  private readNumber(): boolean {
    if (this.numberCount === MOST_NUMBERS) return false;
    let value = 0;
    let length = 0;
    while (this.at < this.line.length) {
      const code = this.line.charCodeAt(this.at);
      if (kind[code] === KIND.digit) {
        value = value * 10 + (folded[code] ?? 48) - 48;
        length += 1;
      } else if (kind[code] !== KIND.mark) break;
      this.at += 1;
    }
    if (length > 4) return false;
    this.numbers[this.numberCount] = value;
    this.numberCount += 1;
    return this.push(length < 3 ? TOKEN.short : length);
  }

  /** A run of words is one token: `p. m.`, `de ago. de`, `sa mga`. */
  private readWord(): boolean {
    if (this.words.length === MOST_WORDS) return false;
    const from = this.at;
    while (this.at < this.end && this.continuesWord()) this.at += 1;
    const run = this.line.slice(from, this.at);
    const word = this.remembered.get(run) ?? this.learn(run);
    this.words.push(word);
    this.wordBits |= word.bits;
    return this.push(TOKEN.word | word.bits);
  }

  private continuesWord(): boolean {
    const code = this.line.charCodeAt(this.at);
    const what = kind[code];
    if (what === KIND.letter || what === KIND.mark) return true;
    if (what !== KIND.space) return IN_WORDS.has(code);
    const next = this.nextVisible(this.at + 1);
    return kind[next] === KIND.letter || next === DOT;
  }

  private nextVisible(from: number): number {
    let at = from;
    while (at < this.end && (kind[this.line.charCodeAt(at)] ?? 0) >= KIND.space) at += 1;
    return at < this.end ? this.line.charCodeAt(at) : 0;
  }

  private learn(run: string): StampWord {
    const word = readStampWord(detached(run));
    if (this.remembered.size < MOST_REMEMBERED_WORDS) this.remembered.set(detached(run), word);
    return word;
  }

  private readSeparator(code: number): boolean {
    const at = this.at;
    this.at += 1;
    if (code === CLOSE) return this.bracketed && this.close('ios');
    if (!this.bracketed && this.complete() && this.terminates(code, at)) {
      return this.close(code === COLON ? 'ios-old' : 'android');
    }
    if (code === COLON) this.sawColon = true;
    return code < 0x80 && this.push(TOKEN.separator | code);
  }

  /** Enough numbers for a date and a time have gone by. */
  private complete(): boolean {
    const needed = this.sawColon ? 4 : 5;
    return this.numberCount >= ((this.wordBits & WORD.month) !== 0 ? 3 : needed);
  }

  private terminates(code: number, at: number): boolean {
    const after = at + 1 < this.line.length ? kind[this.line.charCodeAt(at + 1)] : KIND.space;
    if (code === COLON) return after === KIND.space || after === KIND.mark;
    if (code !== DASH) return false;
    const before = kind[this.line.charCodeAt(at - 1)];
    const spaced = before === KIND.space || before === KIND.mark;
    return spaced ? after !== KIND.digit || this.sawColon : after !== KIND.digit;
  }

  private close(family: Family): boolean {
    this.family = family;
    this.done = true;
    return this.complete();
  }

  private finish(): boolean {
    if (this.line.charCodeAt(this.at) === 32) this.at += 1;
    else if (kind[this.line.charCodeAt(this.at)] === KIND.space) this.at += 1;
    this.bodyAt = this.at;
    let hash = FAMILY_SEED[this.family];
    for (let at = 0; at < this.tokenCount; at += 1) {
      hash = (Math.imul(hash, 0x01000193) ^ (this.tokens[at] ?? 0)) | 0;
    }
    this.shape = hash;
    return true;
  }

  private push(token: number): boolean {
    if (this.tokenCount === MOST_TOKENS) return false;
    this.tokens[this.tokenCount] = token;
    this.tokenCount += 1;
    return true;
  }

  private skipMarks(): void {
    while (this.at < this.end && kind[this.line.charCodeAt(this.at)] === KIND.mark) this.at += 1;
  }

  private skipBlank(): void {
    while (this.at < this.end && (kind[this.line.charCodeAt(this.at)] ?? 0) >= KIND.space) this.at += 1;
  }
}
