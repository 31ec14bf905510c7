import type { SettingField, SettingsSchema } from '../../kernel/settings.js';
import { FormReading } from '../visit/read-form.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';

/** A value of a setting as the form writes it. */
export type SettingDraft = Readonly<Record<string, string>>;

/** How a value stands in a form: lists one per line, a ticked box as `yes`. */
export function draftSettings(
  schema: SettingsSchema,
  stored: Readonly<Record<string, unknown>>,
): SettingDraft {
  return Object.fromEntries(
    Object.entries(schema).map(([name, field]) => [name, write(stored[name] ?? field.default)]),
  );
}

function write(value: unknown): string {
  if (Array.isArray(value)) return value.join('\n');
  if (typeof value === 'boolean') return value ? 'yes' : '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export interface ReadRules {
  readonly draft: SettingDraft;
  readonly faults: FormFaults;
  /** Only what differs from the defaults: a default that improves later reaches everyone who never chose. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export function readRules(schema: SettingsSchema, posted: PostedForm): ReadRules {
  const form = new FormReading(posted);
  const entries = Object.entries(schema);
  const values = entries.map(([name, field]) => [name, readField(form, name, field)] as const);
  return {
    draft: Object.fromEntries(entries.map(([name]) => [name, form.text(name)])),
    faults: form.faults,
    settings: Object.fromEntries(
      values.filter(([name, value]) => write(value) !== write(schema[name]?.default)),
    ),
  };
}

function readField(form: FormReading, name: string, field: SettingField): unknown {
  switch (field.kind) {
    case 'boolean':
      return form.text(name) === 'yes';
    case 'number':
      return form.number(name, field) ?? field.default;
    case 'choice':
      return form.choice(name, field.of) ?? field.default;
    case 'list':
      return form.lines(name, field.maxItems);
    case 'text':
      return form.optional(name, field.maxLength);
  }
}
