import { IANAZone } from 'luxon';
import type { Fault } from '../../kernel/app-error.js';
import { readSettings } from '../../kernel/settings.js';
import type { SettingsSchema } from '../../kernel/settings.js';
import type { NewGroup } from './group.js';

export type GroupFields = Omit<NewGroup, 'programmeId'>;

/** One rule per field: what is wrong with it, or null. */
const RULES: { readonly [Field in keyof GroupFields]: (value: GroupFields[Field]) => string | null } = {
  name: checkName,
  languages: (codes) =>
    codes.length <= 20 && codes.every((code) => /^[a-z]{3}$/.test(code))
      ? null
      : 'must be at most 20 ISO 639-3 codes such as "swa"',
  timezone: checkTimezone,
  regions: (codes) =>
    codes.length <= 20 && codes.every((code) => /^[A-Z]{2}$/.test(code))
      ? null
      : 'must be at most 20 ISO 3166-1 codes such as "KE"',
  sizeLimit: (limit) =>
    limit === null || (Number.isInteger(limit) && limit >= 2 && limit <= 5000)
      ? null
      : 'must be a whole number from 2 to 5000, or null for no limit',
  namingPattern: (pattern) =>
    pattern === null || isPattern(pattern)
      ? null
      : 'must be a regular expression of at most 200 characters, or null',
};

export function faultsOfGroup(group: GroupFields): readonly Fault[] {
  return (Object.keys(RULES) as (keyof GroupFields)[]).flatMap((field) => {
    const rule = RULES[field] as (value: GroupFields[keyof GroupFields]) => string | null;
    const message = rule(group[field]);
    return message === null ? [] : [{ path: `/${field}`, message }];
  });
}

/** Settings are read through the schema of the detector they are for. */
export function faultsOfSettings(
  schemas: Readonly<Record<string, SettingsSchema>>,
  settings: Readonly<Record<string, unknown>>,
): readonly Fault[] {
  return Object.entries(settings).flatMap(([detector, raw]) => {
    const schema = Object.hasOwn(schemas, detector) ? schemas[detector] : undefined;
    if (schema === undefined)
      return [{ path: `/settings/${detector}`, message: 'there is no such detector' }];
    if (!isRecord(raw)) return [{ path: `/settings/${detector}`, message: 'must be an object of settings' }];
    return readSettings(schema, raw).faults.map(({ path, message }) => ({
      path: `/settings/${detector}${path}`,
      message,
    }));
  });
}

export function checkName(name: string): string | null {
  const { length } = name.trim();
  return length >= 1 && length <= 200 ? null : 'must be a name of 1 to 200 characters';
}

export function checkTimezone(zone: string): string | null {
  return IANAZone.isValidZone(zone) ? null : 'must be an IANA time zone such as "Africa/Nairobi"';
}

function isPattern(pattern: string): boolean {
  try {
    return pattern.length <= 200 && new RegExp(pattern, 'u').source !== '';
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
