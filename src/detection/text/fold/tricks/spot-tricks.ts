import { DIGIT, kindOf, LATIN, LETTER, LONE, MARK, OTHER, pageOf } from '../code-points.js';
import type { TracedText } from '../traced-text.js';

/** Which tricks a text may hold; the passes that undo them run only when one was seen. */
export const STRETCHED = 1;
export const SPACED_OUT = 2;
export const LEET = 4;
export const MIXED_SCRIPTS = 8;
export const TURKISH = 16;

/** Three letters standing alone in a row are the least that spells a word. */
const FEWEST_SINGLES = 3;

/** Folded ASCII by kind. */
const ASCII_KIND = Uint8Array.from({ length: 128 }, (_, code) => kindOf(code));
const LEET_SIGN = Uint8Array.from({ length: 128 }, (_, code) =>
  '013457$@'.includes(String.fromCharCode(code)) ? 1 : 0,
);

interface Glance {
  tricks: number;
  scripts: number;
  letters: number;
  singles: number;
  /** The unit before, and the one before that. */
  previous: number;
  earlier: number;
}

/** One look over a folded text; cheap, and wrong only towards suspicion. */
export function spotTricks(text: TracedText): number {
  const glance: Glance = { tricks: 0, scripts: 0, letters: 0, singles: 0, previous: 0, earlier: 0 };
  for (let at = 0; at < text.length; at++) {
    const unit = text.units[at] ?? 0;
    const kind = unit < 128 ? (ASCII_KIND[unit] ?? OTHER) : beyondAscii(unit, glance);
    if (kind === LETTER) spotLetter(glance, unit);
    else if (kind !== MARK) spotOther(glance, unit, kind);
    glance.earlier = glance.previous;
    glance.previous = unit;
  }
  endToken(glance);
  return glance.tricks;
}

function spotLetter(glance: Glance, unit: number): void {
  glance.letters++;
  if (unit < 128) glance.scripts |= LATIN;
  if (unit === glance.previous && unit === glance.earlier) glance.tricks |= STRETCHED;
  if (LEET_SIGN[glance.previous] === 1) glance.tricks |= LEET;
}

function spotOther(glance: Glance, unit: number, kind: number): void {
  if (glance.letters > 0 && LEET_SIGN[unit] === 1) glance.tricks |= LEET;
  if (kind !== DIGIT) endToken(glance);
}

function beyondAscii(unit: number, glance: Glance): number {
  if (unit === DOTLESS_I || unit === SOFT_G) glance.tricks |= TURKISH;
  const page = pageOf(unit);
  glance.scripts |= page.script[unit & 255] ?? 0;
  const kind = page.kind[unit & 255] ?? OTHER;
  return kind === LONE ? LETTER : kind;
}

function endToken(glance: Glance): void {
  if (glance.letters === 0) return;
  const scripts = glance.scripts;
  if ((scripts & (scripts - 1)) !== 0) glance.tricks |= MIXED_SCRIPTS;
  glance.singles = glance.letters === 1 ? glance.singles + 1 : 0;
  if (glance.singles >= FEWEST_SINGLES) glance.tricks |= SPACED_OUT;
  glance.letters = 0;
  glance.scripts = 0;
}

/** Letters that only Turkish and its neighbours use; beside them a capital I is a dotless ı. */
export const DOTLESS_I = 0x131;
export const SOFT_G = 0x11f;
