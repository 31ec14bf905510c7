import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isKind, isSeverity, isTarget } from './kinds.js';
import type { Kind, Severity, Target } from './kinds.js';

/** A group of terms that say the same, as a list file declares it. */
export interface ListEntry {
  readonly kind: Kind;
  readonly severity: Severity;
  /** Whom the words attack; null where the kind attacks no group. */
  readonly target: Target | null;
  readonly reclaimed: boolean;
  /** Names of sets: one of their words must stand near, or the term says nothing. */
  readonly needs: readonly string[];
  /** Names of sets: one of their words nearby makes the term innocent. */
  readonly unless: readonly string[];
  readonly terms: string;
}

/** One language's list; see `lists/README.md` for the format. */
export interface TermList {
  readonly language: string;
  /** Other ISO 639-3 codes that the list serves. */
  readonly also: readonly string[];
  /** Short prepositions written onto the next word (not Arabic's, which the index knows). */
  readonly proclitics: readonly string[];
  readonly sets: Readonly<Record<string, string>>;
  readonly literal: string;
  readonly entries: readonly ListEntry[];
}

interface RawList {
  readonly language: string;
  readonly also?: readonly string[];
  readonly proclitics?: readonly string[];
  readonly sets: Readonly<Record<string, string>>;
  readonly literal?: string;
  readonly entries: readonly RawEntry[];
  readonly romanised?: readonly RawEntry[];
}

interface RawEntry {
  readonly kind: string;
  readonly severity: number;
  readonly target?: string;
  readonly reclaimed?: boolean;
  readonly needs?: string;
  readonly unless?: string;
  readonly terms: string;
}

/** Reads every list of a folder, by file name. Throws on a fault in a list, naming the file and the entry. */
export function readLists(folder: URL): TermList[] {
  return listFiles(folder).map((file) => readList(file, readFileSync(new URL(file, folder), 'utf8')));
}

/** The languages the lists serve, sorted. Reads each file's head only: its terms wait until a message is read. */
export function listLanguages(folder: URL): string[] {
  const languages = listFiles(folder).flatMap((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const { language, also = [] } = parse(text.slice(0, text.indexOf('\nsets:'))) as RawList;
    return [language, ...also];
  });
  return [...new Set(languages)].sort();
}

function listFiles(folder: URL): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
}

function readList(file: string, text: string): TermList {
  const raw = parse(text) as RawList;
  const { language, also = [], proclitics = [], sets, literal = '' } = raw;
  if (`${language}.yaml` !== file) throw new Error(`${file} declares the language ${language}`);
  const entries = [...raw.entries, ...(raw.romanised ?? [])].map((entry, at) =>
    readEntry(entry, { where: `${file}, entry ${at + 1}`, sets }),
  );
  return { language, also, proclitics, sets, literal, entries };
}

function readEntry(
  raw: RawEntry,
  place: { readonly where: string; readonly sets: RawList['sets'] },
): ListEntry {
  const { kind, severity, target = null, reclaimed = false, terms } = raw;
  if (!isKind(kind)) throw new Error(`${place.where}: no such kind: ${kind}`);
  if (!isSeverity(severity)) throw new Error(`${place.where}: severity must be 1 to 4`);
  if (target !== null && !isTarget(target)) throw new Error(`${place.where}: no such target: ${target}`);
  const [needs, unless] = [namesOf(raw.needs), namesOf(raw.unless)];
  for (const name of [...needs, ...unless])
    if (!(name in place.sets)) throw new Error(`${place.where}: the list has no set ${name}`);
  return { kind, severity, target, reclaimed, needs, unless, terms };
}

function namesOf(names = ''): string[] {
  return names.split(' ').filter((name) => name !== '');
}
