/**
 * Settings schemas live with their owner (a detector, a channel); forms, documentation, OpenAPI and defaults derive
 * from them. Small on purpose: what a form can show.
 */
export type SettingField =
  | {
      readonly kind: 'number';
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly why: string;
    }
  | { readonly kind: 'boolean'; readonly default: boolean; readonly why: string }
  | { readonly kind: 'text'; readonly default: string; readonly maxLength: number; readonly why: string }
  | {
      readonly kind: 'choice';
      readonly default: string;
      readonly of: readonly string[];
      readonly why: string;
    }
  | {
      readonly kind: 'list';
      readonly default: readonly string[];
      readonly maxItems: number;
      readonly why: string;
    };

export type SettingsSchema = Readonly<Record<string, SettingField>>;

type ValueOf<F extends SettingField> = F extends { kind: 'number' }
  ? number
  : F extends { kind: 'boolean' }
    ? boolean
    : F extends { kind: 'list' }
      ? readonly string[]
      : string;

export type SettingsOf<S extends SettingsSchema> = { readonly [K in keyof S]: ValueOf<S[K]> };

export interface SettingFault {
  readonly path: string;
  readonly message: string;
}

/** Reads untrusted settings against a schema: defaults filled in, every fault named with its path. */
export function readSettings<S extends SettingsSchema>(
  schema: S,
  raw: Readonly<Record<string, unknown>>,
): { readonly settings: SettingsOf<S>; readonly faults: readonly SettingFault[] } {
  const faults: SettingFault[] = [];
  const settings: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema)) {
    const value = raw[name] ?? field.default;
    const fault = faultOf(field, value);
    if (fault) faults.push({ path: `/${name}`, message: fault });
    settings[name] = fault ? field.default : value;
  }
  for (const name of Object.keys(raw)) {
    if (!(name in schema))
      faults.push({ path: `/${name}`, message: `unknown setting; known: ${Object.keys(schema).join(', ')}` });
  }
  return { settings: settings as SettingsOf<S>, faults };
}

/** One rule per kind of field: what is wrong with a value, or null. */
const FAULTS: {
  readonly [K in SettingField['kind']]: (
    field: Extract<SettingField, { kind: K }>,
    value: unknown,
  ) => string | null;
} = {
  number: ({ min, max }, value) =>
    typeof value === 'number' && value >= min && value <= max
      ? null
      : `must be a number from ${min} to ${max}`,
  boolean: (_field, value) => (typeof value === 'boolean' ? null : 'must be true or false'),
  text: ({ maxLength }, value) =>
    typeof value === 'string' && value.length <= maxLength
      ? null
      : `must be text of at most ${maxLength} characters`,
  choice: ({ of }, value) =>
    typeof value === 'string' && of.includes(value) ? null : `must be one of ${of.join(', ')}`,
  list: ({ maxItems }, value) =>
    Array.isArray(value) && value.length <= maxItems && value.every((item) => typeof item === 'string')
      ? null
      : `must be a list of at most ${maxItems} texts`,
};

function faultOf(field: SettingField, value: unknown): string | null {
  const rule = FAULTS[field.kind] as (field: SettingField, value: unknown) => string | null;
  return rule(field, value);
}
