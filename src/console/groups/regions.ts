import { CONSOLE_LANGUAGES } from '../words/words.js';
import type { Reader } from '../words/reader.js';

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** Country names of every console language, folded, to ISO 3166-1 alpha-2: people write names, detectors need codes. */
const codes = new Map<string, string>();
for (const language of CONSOLE_LANGUAGES) {
  const names = namesIn(language);
  for (const first of LETTERS)
    for (const second of LETTERS) {
      const name = names.of(first + second);
      if (name) codes.set(fold(name), first + second);
    }
}

function namesIn(language: string): Intl.DisplayNames {
  return new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
}

function fold(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

export interface ReadRegions {
  readonly regions: readonly string[];
  /** The first piece that is no country; null when all are. */
  readonly unknown: string | null;
}

/** Reads `Kenya, UG` or `كينيا، أوغندا`: names in any console language, or codes. */
export function readRegions(text: string): ReadRegions {
  const pieces = text
    .split(/[,،;\n]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const found = pieces.map((piece) => codes.get(fold(piece)) ?? byCode(piece.toUpperCase()));
  const unknown = pieces.find((_piece, index) => found[index] === undefined) ?? null;
  return { regions: [...new Set(found.filter((code) => code !== undefined))], unknown };
}

function byCode(code: string): string | undefined {
  return /^[A-Z]{2}$/.test(code) && namesIn('en').of(code) !== undefined ? code : undefined;
}

export function writeRegions(reader: Reader, regions: readonly string[]): string {
  const names = namesIn(reader.language);
  const comma = reader.language === 'ar' ? '، ' : ', ';
  return regions.map((code) => names.of(code) ?? code).join(comma);
}
