import { APOSTROPHE, DIGIT, kindOf, LETTER, LONE, MARK } from '../code-points.js';
import type { TracedText } from '../traced-text.js';

/** Two separators make three letters, the fewest that spell a word. */
const FEWEST_LETTERS = 3;
/** "i   d   i   o   t": wider gaps are layout, not spelling. */
const WIDEST_GAP = 3;
/** With spaces between, at least two letters must be none that is a word by itself. */
const FEWEST_NON_WORDS = 2;
const SPACE_UNIT = 32;

const SEPARATORS = new Set(Array.from(' .-_*·•~|').map((char) => char.charCodeAt(0)));
/** Letters that are words in some language ("a", "I", "y", "и", "я", "و"): a row of them is a sentence. */
const ONE_LETTER_WORDS = new Set(
  Array.from('aeiouyzwàáâèéêìíòóôùúıöåæабвжикосуяюєіїوفبلك').map((char) => char.charCodeAt(0)),
);

interface Run {
  readonly letters: readonly number[];
  readonly separator: number;
}

/**
 * Joins "i d i o t" and "k.i.l.l" in place: single letters of an alphabet, the same gap between all of them.
 * A row that might be several one-letter words, or part of an address ("a.b.com"), stays as it is.
 */
export function joinSpacedOut(text: TracedText): void {
  let write = 0;
  let at = 0;
  while (at < text.length) {
    const run = standsAlone(text, at) ? runFrom(text, at) : undefined;
    if (run === undefined) {
      text.move(at++, write++);
      continue;
    }
    const last = run.letters.at(-1) ?? at;
    if (spellsWord(text, run)) for (const letter of run.letters) text.move(letter, write++);
    else for (let i = at; i <= last; i++) text.move(i, write++);
    at = last + 1;
  }
  text.length = write;
}

function runFrom(text: TracedText, first: number): Run {
  const letters = [first];
  const separator = text.unit(first + 1);
  const gap = SEPARATORS.has(separator) ? gapAfter(text, first) : 0;
  if (gap === 0 || gap > WIDEST_GAP) return { letters, separator };
  let at = first;
  while (standsAlone(text, at + gap + 1) && gapAfter(text, at) === gap && text.unit(at + 1) === separator) {
    at += gap + 1;
    letters.push(at);
  }
  return { letters, separator };
}

/** How many equal units follow the letter at `at`. */
function gapAfter(text: TracedText, at: number): number {
  const separator = text.unit(at + 1);
  let gap = 1;
  while (gap <= WIDEST_GAP && text.unit(at + 1 + gap) === separator) gap++;
  return gap;
}

function spellsWord(text: TracedText, { letters, separator }: Run): boolean {
  const first = letters[0] ?? 0;
  const last = letters.at(-1) ?? first;
  if (letters.length < FEWEST_LETTERS) return false;
  if (separator !== SPACE_UNIT) {
    const before = text.unit(first - 1) === separator;
    return !before && !(text.unit(last + 1) === separator && isWordUnit(text.unit(last + 2)));
  }
  return letters.filter((at) => !ONE_LETTER_WORDS.has(text.unit(at))).length >= FEWEST_NON_WORDS;
}

function standsAlone(text: TracedText, at: number): boolean {
  if (!isAlphabetic(text.unit(at))) return false;
  return !isWordUnit(text.unit(at - 1)) && !isWordUnit(text.unit(at + 1));
}

/** Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic; elsewhere a lone sign is a syllable and often a word. */
function isAlphabetic(unit: number): boolean {
  if (unit < 97 || kindOf(unit) !== LETTER) return false;
  return unit < 0x0700 || (unit >= 0x0750 && unit < 0x0780) || (unit >= 0x1e00 && unit < 0x2000);
}

function isWordUnit(unit: number): boolean {
  const kind = kindOf(unit);
  return kind === LETTER || kind === DIGIT || kind === MARK || kind === LONE || kind === APOSTROPHE;
}
