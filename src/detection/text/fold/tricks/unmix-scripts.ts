import { readFileSync } from 'node:fs';
import { CYRILLIC, GREEK, kindOf, LATIN, LETTER, MARK, pageOf } from '../code-points.js';
import type { TracedText } from '../traced-text.js';

interface Pairs {
  readonly letters: string;
  readonly latin: string;
}

type Table = ReadonlyMap<number, number>;

const file = JSON.parse(readFileSync(new URL('../look-alikes.json', import.meta.url), 'utf8')) as {
  readonly cyrillic: Pairs;
  readonly greek: Pairs;
};
const cyrillicToLatin = table(file.cyrillic.letters, file.cyrillic.latin);
const greekToLatin = table(file.greek.letters, file.greek.latin);
const latinToCyrillic = table(file.cyrillic.latin, file.cyrillic.letters);
const latinToGreek = table(file.greek.latin, file.greek.letters);

function table(from: string, to: string): Table {
  const pairs = Array.from(from).map((char, at): [number, number] => [char.charCodeAt(0), to.charCodeAt(at)]);
  // The first pair of a letter wins.
  return new Map(pairs.reverse());
}

/** Brings a word of two scripts to one, when every letter of the other script is a look-alike; else leaves it. */
export function unmixScripts(text: TracedText): void {
  for (let at = 0; at < text.length; at++) {
    let scripts = 0;
    let end = at;
    for (; end < text.length && isWordUnit(text.unit(end)); end++) scripts |= scriptOf(text.unit(end));
    if (scripts === (LATIN | CYRILLIC)) unmix(text, { start: at, end }, [cyrillicToLatin, latinToCyrillic]);
    else if (scripts === (LATIN | GREEK)) unmix(text, { start: at, end }, [greekToLatin, latinToGreek]);
    if (end > at) at = end - 1;
  }
}

function unmix(
  text: TracedText,
  word: { start: number; end: number },
  tables: readonly [Table, Table],
): void {
  const chosen = tables.find((table, at) => covers(table, text.slice(word.start, word.end), at === 1));
  if (chosen === undefined) return;
  for (let at = word.start; at < word.end; at++) {
    text.units[at] = chosen.get(text.unit(at)) ?? text.unit(at);
  }
}

/** Whether the table knows every letter of the script it turns away from. */
function covers(table: Table, word: string, fromLatin: boolean): boolean {
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    // A mark left beside its letter would compose with the other script's letter.
    if (kindOf(unit) === MARK) return false;
    const concerned = (scriptOf(unit) === LATIN) === fromLatin && scriptOf(unit) !== 0;
    if (concerned && !table.has(unit)) return false;
  }
  return true;
}

function scriptOf(unit: number): number {
  return pageOf(unit).script[unit & 255] ?? 0;
}

function isWordUnit(unit: number): boolean {
  const kind = kindOf(unit);
  return kind === LETTER || kind === MARK;
}
