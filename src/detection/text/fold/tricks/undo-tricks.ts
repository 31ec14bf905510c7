import { APOSTROPHE, kindOf, LETTER, LONE, MARK } from '../code-points.js';
import { joinSpacedOut } from './join-spaced-out.js';
import { DOTLESS_I, LEET, MIXED_SCRIPTS, SOFT_G, SPACED_OUT, spotTricks, TURKISH } from './spot-tricks.js';
import type { TracedText } from '../traced-text.js';
import { undoLeet } from './undo-leet.js';
import { unmixScripts } from './unmix-scripts.js';

const SMALL_I = 105;
const CAPITAL_I = 73;
const DOTTED_CAPITAL = 0x130;

/**
 * Undoes what writers do to hide a word (stage two): letters spaced out, look-alike letters of another script,
 * digits for letters, stretched letters; and reads a capital I as ı where the word is Turkish.
 * Each pass keeps or shortens the text in place, so all of them stay linear.
 */
export function undoTricks(text: TracedText, tricks: number, original: string): void {
  let seen = tricks;
  if (seen & SPACED_OUT) {
    joinSpacedOut(text);
    seen |= spotTricks(text);
  }
  if (seen & TURKISH) restoreDotlessCapitals(text, original);
  if (seen & MIXED_SCRIPTS) unmixScripts(text);
  if (seen & LEET) undoLeet(text);
  collapseStretched(text);
}

/** Three or more of one letter become two: "goooood" keeps its o's, "good" stays itself, and folding twice changes nothing. */
function collapseStretched(text: TracedText): void {
  let write = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.unit(at);
    const third = write >= 2 && text.unit(write - 1) === unit && text.unit(write - 2) === unit;
    if (third && isLetter(unit)) text.to[write - 1] = text.end(at);
    else text.move(at, write++);
  }
  text.length = write;
}

function isLetter(unit: number): boolean {
  const kind = kindOf(unit);
  return kind === LETTER || kind === LONE;
}

function restoreDotlessCapitals(text: TracedText, original: string): void {
  for (let at = 0; at < text.length; at++) {
    if (!isWordUnit(text.unit(at))) continue;
    const end = endOfWord(text, at);
    if (isTurkish(text, { start: at, end }, original)) {
      for (let i = at; i < end; i++) {
        const capital = original.charCodeAt(text.start(i)) === CAPITAL_I;
        if (capital && text.unit(i) === SMALL_I) text.units[i] = DOTLESS_I;
      }
    }
    at = end;
  }
}

function isTurkish(text: TracedText, word: { start: number; end: number }, original: string): boolean {
  for (let at = word.start; at < word.end; at++) {
    const unit = text.unit(at);
    if (unit === DOTLESS_I || unit === SOFT_G) return true;
    if (original.charCodeAt(text.start(at)) === DOTTED_CAPITAL) return true;
  }
  return false;
}

function endOfWord(text: TracedText, from: number): number {
  let at = from;
  while (at < text.length && isWordUnit(text.unit(at))) at++;
  return at;
}

function isWordUnit(unit: number): boolean {
  const kind = kindOf(unit);
  return kind === LETTER || kind === MARK || kind === APOSTROPHE;
}
