import { readFileSync } from 'node:fs';
import type { SystemEvent } from '../../channel.js';
import { withoutMarks } from '../text/fold-characters.js';

/** `created` is kept apart because it names the group; to everyone else it is `other`. */
type Wording = SystemEvent['kind'] | 'created';

export interface SystemMatch {
  readonly wording: Wording;
  readonly language: string;
  /** What stood at the places of the template, as written. */
  readonly subjects: readonly string[];
}

interface Template {
  readonly wording: Wording;
  readonly language: string;
  readonly literals: readonly string[];
  readonly pattern: RegExp;
  readonly weight: number;
}

/** Language -> wording -> templates with {1}, {2} for names, collected over Android and iOS, old and new. */
const TEMPLATES = compileAll(
  JSON.parse(readFileSync(new URL('../wording/system-events.json', import.meta.url), 'utf8')) as Record<
    string,
    Record<string, string[]>
  >,
);

/** Trigram -> templates that cannot match a line without it; one rare trigram per template. */
const BY_TRIGRAM = indexByTrigram(TEMPLATES);

/** Whole sentences of the app without a place for a name, told from other texts by how they begin. */
const NOTICES = new Set(
  TEMPLATES.filter(({ literals }) => literals.length === 1).map(({ literals }) => literals[0]),
);
const NOTICE_BEGINNING = 12;
const NOTICE_BEGINNINGS = new Set([...NOTICES].map((notice) => notice?.slice(0, NOTICE_BEGINNING)));

/** Shorter sentences of the app are what a member might write. */
const SHORTEST_NOTICE = 40;

/** System lines are shorter than this; a longer one is a member's text with an odd mark. */
const LONGEST_SYSTEM_LINE = 1_000;

function compileAll(data: Record<string, Record<string, string[]>>): Template[] {
  const templates: Template[] = [];
  for (const [language, wordings] of Object.entries(data))
    for (const [wording, texts] of Object.entries(wordings))
      for (const text of texts) templates.push(compile(text, wording as Wording, language));
  // The most specific wording first, so that `changed the subject from ... to` wins over `changed ...`.
  return templates.sort((one, other) => other.weight - one.weight);
}

function compile(text: string, wording: Wording, language: string): Template {
  const literals = normalised(text).split(/\{\d\}/);
  const source = literals.map(escaped).reduce((before, literal, at) => {
    // A name in front holds no colon: `Ana: Ben added Cy` is what Ana wrote.
    const name =
      at === 1 && before === '' ? '((?:(?!: ).)+?)' : at === literals.length - 1 ? '(.+)' : '(.+?)';
    return before + name + literal;
  });
  const weight = literals.join('').replace(/\s/g, '').length;
  return { wording, language, literals, pattern: new RegExp(`^${source}$`, 'su'), weight };
}

function escaped(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Quotes, apostrophes, marks, spaces and the full stop differ between releases and say nothing. */
function normalised(text: string): string {
  return withoutMarks(text)
    .replace(/[“”„«»״]/g, '"')
    .replace(/’/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.。।۔,]$/, '');
}

function trigramsOf(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at + 3 <= text.length; at += 1) found.push(text.slice(at, at + 3));
  return found;
}

function indexByTrigram(templates: readonly Template[]): ReadonlyMap<string, readonly number[]> {
  const counts = new Map<string, number>();
  for (const template of templates)
    for (const trigram of template.literals.flatMap(trigramsOf))
      counts.set(trigram, (counts.get(trigram) ?? 0) + 1);
  const index = new Map<string, number[]>();
  for (const [at, template] of templates.entries()) {
    const trigrams = template.literals.flatMap(trigramsOf);
    // Templates too short for a trigram are tried on every line, under the empty key.
    const rarest = trigrams.reduce(
      (best, trigram) => ((counts.get(trigram) ?? 0) < (counts.get(best) ?? Infinity) ? trigram : best),
      '',
    );
    index.set(rarest, [...(index.get(rarest) ?? []), at]);
  }
  return index;
}

/** Which of the app's own sentences a line is; null for wordings that are not known (yet). */
export function matchSystem(line: string): SystemMatch | null {
  if (line.length > LONGEST_SYSTEM_LINE) return null;
  const text = normalised(line);
  for (const at of candidatesFor(text)) {
    const template = TEMPLATES[at];
    const match = template?.pattern.exec(text);
    if (template && match) {
      return { wording: template.wording, language: template.language, subjects: match.slice(1) };
    }
  }
  return null;
}

/** Whether a text without any mark is word for word a notice of the app, such as the one about encryption. */
export function isNotice(text: string): boolean {
  if (text.length < SHORTEST_NOTICE || !NOTICE_BEGINNINGS.has(text.slice(0, NOTICE_BEGINNING))) return false;
  return NOTICES.has(normalised(text));
}

function candidatesFor(text: string): number[] {
  const found = new Set<number>(BY_TRIGRAM.get('') ?? []);
  for (let at = 0; at + 3 <= text.length; at += 1)
    for (const template of BY_TRIGRAM.get(text.slice(at, at + 3)) ?? []) found.add(template);
  return [...found].sort((one, other) => one - other);
}

/**
 * The event in the port's terms. Subjects: who joined, left, was added or removed; old and new number; the new name
 * of the group; everyone named otherwise.
 */
export function eventFrom(match: SystemMatch | null): SystemEvent {
  if (!match) return { kind: 'other', subjects: [] };
  const { subjects, wording } = match;
  const last = subjects.slice(-1);
  if (wording === 'created' || wording === 'other') return { kind: 'other', subjects };
  if (wording === 'changed_number') return { kind: wording, subjects };
  return { kind: wording, subjects: last };
}

/** The group's name where an event tells it. */
export function titleFrom(match: SystemMatch): string | null {
  if (match.wording !== 'created' && match.wording !== 'renamed_group') return null;
  return match.subjects.at(-1) ?? null;
}
