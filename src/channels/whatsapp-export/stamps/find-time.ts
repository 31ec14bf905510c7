import type { StampScanner } from './scan-stamp.js';
import { TOKEN } from './scan-stamp.js';
import { WORD } from './stamp-words.js';
import type { Token } from './stamp-tokens.js';
import { hasBits, isNumber, isSeparator } from './stamp-tokens.js';

/** The tokens that are the time of day: positions of the first and the last, and its numbers. */
export interface Time {
  readonly from: number;
  readonly to: number;
  /** Hour, minute and perhaps second: indices into the scanner's numbers. */
  readonly numbers: readonly number[];
}

/** The time of day among the tokens; a colon tells it in nearly every language. */
export function findTime(tokens: readonly Token[], scan: StampScanner): Time | null {
  return (
    runOf(tokens, (token) => isSeparator(token, ':')) ?? timeWithUnits(tokens, scan) ?? dottedTime(tokens)
  );
}

/** The first run of two or three short numbers joined by a separator. */
function runOf(tokens: readonly Token[], joins: (token: Token | undefined) => boolean): Time | null {
  for (let at = 0; at + 2 < tokens.length; at += 1) {
    if (!isNumber(tokens[at]) || !joins(tokens[at + 1]) || !isNumber(tokens[at + 2])) continue;
    let to = at + 2;
    while (to - at < 4 && joins(tokens[to + 1]) && isNumber(tokens[to + 2])) to += 2;
    return timeFrom(tokens, at, to);
  }
  return null;
}

function timeFrom(tokens: readonly Token[], from: number, to: number): Time | null {
  const numbers: number[] = [];
  for (const token of tokens.slice(from, to + 1)) {
    if (!isNumber(token)) continue;
    if (token.code !== TOKEN.short) return null;
    numbers.push(token.index);
  }
  return numbers.length >= 2 ? { from, to, numbers } : null;
}

/** `14 h 05`, `14時05分`, `14 h 05 min 09 s`. */
function timeWithUnits(tokens: readonly Token[], scan: StampScanner): Time | null {
  const at = tokens.findIndex(
    (token, position) =>
      hasBits(token, WORD.hourUnit) && isNumber(tokens[position - 1]) && isNumber(tokens[position + 1]),
  );
  if (at < 1 || scan.numberCount < 4) return null;
  const seconds = scan.numberCount === 6 && !isSeparator(tokens[at + 2], '.') && isNumber(tokens[at + 3]);
  return timeFrom(tokens, at - 1, seconds ? at + 3 : at + 1);
}

/** `14.56.01` beside a date: the dotted group that is not the date. */
function dottedTime(tokens: readonly Token[]): Time | null {
  const groups = dottedGroups(tokens);
  const lone = groups.length === 1 ? groups[0] : undefined;
  if (lone) return splitLoneGroup(tokens, lone);
  const [first, second] = groups;
  if (!first || !second) return null;
  const firstIsDate = sizeOf(first) === 3 || holdsYear(tokens, first) || sizeOf(second) > 3;
  const time = firstIsDate && !holdsYear(tokens, second) ? second : first;
  return timeFrom(tokens, time[0], time[1]);
}

type Group = readonly [from: number, to: number];

function sizeOf(group: Group): number {
  return (group[1] - group[0]) / 2 + 1;
}

function holdsYear(tokens: readonly Token[], group: Group): boolean {
  return tokens.slice(group[0], group[1] + 1).some((token) => token.code === TOKEN.year);
}

function dottedGroups(tokens: readonly Token[]): Group[] {
  const groups: Group[] = [];
  let at = 0;
  while (at < tokens.length) {
    let to = at;
    while (isNumber(tokens[to]) && isSeparator(tokens[to + 1], '.') && isNumber(tokens[to + 2])) to += 2;
    if (to > at) groups.push([at, to]);
    at = to + 1;
  }
  return groups;
}

/** The other numbers of the stamp are its date, unless a dot also follows the date: `5. 1. 2024. 14.56`. */
function splitLoneGroup(tokens: readonly Token[], group: Group): Time | null {
  const numbers = tokens.filter(isNumber).length;
  if (numbers > sizeOf(group)) return timeFrom(tokens, group[0], group[1]);
  return sizeOf(group) >= 5 ? timeFrom(tokens, group[0] + 6, group[1]) : null;
}
