import { readdirSync, readFileSync } from 'node:fs';
import type { Cue } from './cue-index.js';

/**
 * Reads a folder of cue files, one per language (`eng.txt`). A line is `sign: phrase; phrase`; `#` begins a comment.
 * Throws on a sign that is not in `signs` and on a word without a letter or digit (`$`), naming file and line: the
 * files are part of the product, so a fault in one is a fault of the build.
 */
export function readCues<Sign extends string>(folder: URL, signs: readonly Sign[]): Cue<Sign>[] {
  const known = new Set<string>(signs);
  const isSign = (name: string): name is Sign => known.has(name);
  return cueFiles(folder).flatMap((file) =>
    readFileSync(new URL(file, folder), 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const parsed = splitLine(line);
        if (!parsed) return [];
        const { sign, phrases } = parsed;
        if (!isSign(sign)) throw new Error(`${file}:${index + 1}: no such sign: ${sign}`);
        const empty = phrases.find((phrase) => phrase.split(' ').some((word) => !HAS_SUBSTANCE.test(word)));
        if (empty !== undefined) throw new Error(`${file}:${index + 1}: a word without letters: ${empty}`);
        return phrases.map((phrase) => ({ sign, phrase }));
      }),
  );
}

/** What the text room counts as a word; `_` is the gap of a phrase. */
const HAS_SUBSTANCE = /[\p{L}\p{N}\p{Extended_Pictographic}]|^_$/u;

/** ISO 639-3 codes of the languages a folder has a file for. */
export function cueLanguages(folder: URL): string[] {
  return cueFiles(folder).map((file) => file.slice(0, -'.txt'.length));
}

function cueFiles(folder: URL): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort();
}

function splitLine(line: string): { readonly sign: string; readonly phrases: readonly string[] } | null {
  const colon = line.indexOf(':');
  if (line.startsWith('#') || colon < 0) return null;
  const phrases = line
    .slice(colon + 1)
    .split(';')
    .map((phrase) => phrase.trim().replaceAll(/\s+/g, ' '));
  return { sign: line.slice(0, colon).trim(), phrases: phrases.filter((phrase) => phrase !== '') };
}
