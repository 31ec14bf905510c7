import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { DataMapNotUsable } from '../retention.errors.js';
import { ACTIONS, FORGETTINGS, SUBJECT_KINDS } from './data-map.js';
import type { DataMap, MemberRule, OtherStore, RetentionClass, SubjectKind, TableRule } from './data-map.js';

const FILE = new URL('../classes.yaml', import.meta.url);

type Raw = Readonly<Record<string, unknown>>;

let shipped: DataMap | null = null;

/** The map that ships, read once. @throws DataMapNotUsable naming the place, before anything is kept or removed by it. */
export function dataMap(): DataMap {
  shipped ??= readDataMap(readFileSync(FILE, 'utf8'));
  return shipped;
}

export function readDataMap(text: string): DataMap {
  const raw = record(parse(text), 'the file');
  return {
    classes: entries(raw.classes, 'classes').map(([id, found]) => readClass(id, found)),
    files: readStores(raw.files, 'files'),
    streams: readStores(raw.streams, 'streams'),
  };
}

function readClass(id: string, raw: Raw): RetentionClass {
  const action = choice(raw.action, ACTIONS, `${id}.action`);
  const keepDays = raw.keep === undefined ? null : days(raw.keep, `${id}.keep`);
  const tables = entries(raw.tables, `${id}.tables`).map(([table, found]) => readTable(table, found));
  const capDays = raw.cap === undefined ? (keepDays ?? 0) : days(raw.cap, `${id}.cap`);
  const floorDays = raw.floor === undefined ? 1 : days(raw.floor, `${id}.floor`);
  const found = {
    id,
    keepDays,
    capDays,
    floorDays,
    action,
    reason: words(raw.reason, `${id}.reason`),
    tables,
  };
  checkClass(found);
  return found;
}

function checkClass({ id, keepDays, capDays, floorDays, action, tables }: RetentionClass): void {
  if (keepDays !== null && (keepDays > capDays || keepDays < floorDays))
    throw new DataMapNotUsable(`${id}.keep`, `is not between floor ${floorDays} and cap ${capDays}`);
  if (action === 'keep') return;
  if (keepDays === null)
    throw new DataMapNotUsable(`${id}.keep`, `is needed, because the action is ${action}`);
  if (!tables.some(({ anchor }) => anchor !== null))
    throw new DataMapNotUsable(`${id}.tables`, 'has no anchor to count from');
}

function readTable(table: string, raw: Raw): TableRule {
  const member = raw.member === undefined ? null : readMember(record(raw.member, `${table}.member`), table);
  const columns = new Map<string, SubjectKind | 'plain'>();
  const put = (names: readonly string[], kind: SubjectKind | 'plain') => {
    for (const name of names) if (!columns.has(name)) columns.set(name, kind);
  };
  if (member) put(member.through === null ? [member.by, ...member.columns] : member.columns, 'member');
  for (const kind of SUBJECT_KINDS) if (kind !== 'member') put(list(raw[kind], `${table}.${kind}`), kind);
  put(list(raw.plain, `${table}.plain`), 'plain');
  return {
    table,
    anchor: raw.anchor === undefined ? null : words(raw.anchor, `${table}.anchor`),
    unless: raw.unless === undefined ? null : words(raw.unless, `${table}.unless`),
    hidden: raw.hidden === true,
    goesWith: raw.with === undefined ? null : words(raw.with, `${table}.with`),
    member,
    columns,
  };
}

function readMember(raw: Raw, table: string): MemberRule {
  const forget = choice(raw.forget, FORGETTINGS, `${table}.member.forget`);
  const why = raw.why === undefined ? null : words(raw.why, `${table}.member.why`);
  if (forget === 'keep' && why === null)
    throw new DataMapNotUsable(`${table}.member.why`, 'is needed where something stays');
  return {
    by: words(raw.by, `${table}.member.by`),
    through: raw.in === undefined ? null : words(raw.in, `${table}.member.in`),
    forget,
    columns: list(raw.columns, `${table}.member.columns`),
    why,
  };
}

function readStores(raw: unknown, place: string): OtherStore[] {
  return entries(raw, place).map(([name, { holds, until }]) => ({
    name,
    holds: words(holds, `${place}.${name}.holds`),
    until: words(until, `${place}.${name}.until`),
  }));
}

function entries(raw: unknown, place: string): [string, Raw][] {
  return Object.entries(record(raw, place)).map(([name, found]) => [name, record(found, `${place}.${name}`)]);
}

function record(raw: unknown, place: string): Raw {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new DataMapNotUsable(place, 'is no list of names');
  return raw as Raw;
}

function words(raw: unknown, place: string): string {
  if (typeof raw !== 'string' || raw.trim() === '') throw new DataMapNotUsable(place, 'is no text');
  return raw.trim();
}

function list(raw: unknown, place: string): readonly string[] {
  return raw === undefined ? [] : words(raw, place).split(/\s+/);
}

function days(raw: unknown, place: string): number {
  if (typeof raw !== 'number' || !Number.isInteger(raw) || raw < 1)
    throw new DataMapNotUsable(place, 'is no whole number of days');
  return raw;
}

function choice<Word extends string>(raw: unknown, of: readonly Word[], place: string): Word {
  const word = of.find((known) => known === raw);
  if (word === undefined) throw new DataMapNotUsable(place, `is none of ${of.join(', ')}`);
  return word;
}
