import { DateTime } from 'luxon';
import type { Fillings, Word } from '../words/words.js';

/** What is wrong with one field, as a word of the catalogue and what fills it. */
export interface Fault {
  readonly word: Word;
  readonly fillings?: Fillings;
}

/** Field name to fault; the empty name is the form as a whole. */
export type FormFaults = Readonly<Partial<Record<string, Fault>>>;

/** A posted form as the parser leaves it: one text per field, or several for boxes of one name. */
export type PostedForm = Readonly<Record<string, unknown>>;

/** What was posted, remembered while it is read, so that the form can be shown again as it was. */
export class FormReading {
  private readonly found: Record<string, Fault> = {};

  constructor(private readonly posted: PostedForm) {}

  get faults(): FormFaults {
    return this.found;
  }

  get isFaulty(): boolean {
    return Object.keys(this.found).length > 0;
  }

  /** The first fault of a field stays: it is the one that explains the others. */
  blame(name: string, word: Word, fillings?: Fillings): void {
    this.found[name] ??= fillings ? { word, fillings } : { word };
  }

  /** Trimmed; empty when absent. */
  text(name: string): string {
    const value = this.posted[name];
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
  }

  /** At least one character, at most `limit`. */
  required(name: string, limit: number): string {
    const value = this.optional(name, limit);
    if (value === '') this.blame(name, 'fault.required');
    return value;
  }

  /** At most `limit` characters. */
  optional(name: string, limit: number): string {
    const value = this.text(name);
    if (value.length > limit) this.blame(name, 'fault.tooLong', { count: limit });
    return value;
  }

  /** One item per line; empty lines are nothing. */
  lines(name: string, most: number): readonly string[] {
    const lines = this.text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    if (lines.length > most) this.blame(name, 'fault.tooMany', { count: most });
    return lines;
  }

  /** A secret is taken as typed. */
  secret(name: string): string {
    const value = this.posted[name];
    if (typeof value !== 'string' || value === '') this.blame(name, 'fault.required');
    return typeof value === 'string' ? value : '';
  }

  many(name: string): readonly string[] {
    const value = this.posted[name];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.filter((item): item is string => typeof item === 'string' && item !== '');
  }

  choice<T extends string>(name: string, of: readonly T[]): T | null {
    const value = this.text(name);
    const chosen = of.find((option) => option === value);
    if (chosen === undefined) this.blame(name, 'fault.choose');
    return chosen ?? null;
  }

  choices<T extends string>(name: string, of: readonly T[]): readonly T[] {
    const values = this.many(name);
    return of.filter((option) => values.includes(option));
  }

  /** A whole number in the range, or null when left empty. */
  wholeNumber(name: string, range: { readonly min: number; readonly max: number }): number | null {
    const value = this.text(name);
    if (value === '') return null;
    const number = Number(value);
    if (Number.isInteger(number) && number >= range.min && number <= range.max) return number;
    this.blame(name, 'fault.wholeNumber', range);
    return null;
  }

  /** A number in the range, or null when left empty. */
  number(name: string, { min, max }: { readonly min: number; readonly max: number }): number | null {
    const value = this.text(name);
    if (value === '') return null;
    const number = Number(value.replace(',', '.'));
    if (number >= min && number <= max) return number;
    this.blame(name, 'fault.number', { min, max });
    return null;
  }

  /** An IANA zone this machine knows. */
  zone(name: string): string {
    const value = this.text(name);
    if (!isZone(value)) this.blame(name, 'fault.zone');
    return value;
  }

  /** A calendar day as browsers post it, as the first or last moment of that day in a zone. Null when left empty. */
  day(name: string, place: { readonly zone: string; readonly edge: 'start' | 'end' }): Date | null {
    const value = this.text(name);
    if (value === '') return null;
    const day = DateTime.fromFormat(value, 'yyyy-MM-dd', { zone: place.zone });
    if (day.isValid) return (place.edge === 'start' ? day.startOf('day') : day.endOf('day')).toJSDate();
    this.blame(name, 'fault.date');
    return null;
  }
}

export function isZone(value: string): boolean {
  try {
    return (
      value !== '' && new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
    );
  } catch {
    return false;
  }
}

/** `2026-11-22`, as date fields want it. */
export function dayOf(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd');
}
