import type { VNode } from 'preact';
import type { SettingField } from '../../kernel/settings.js';
import { Checkbox, Select, TextArea, TextField } from '../layout/field.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Reader } from '../words/reader.js';
import { settingWords } from './setting-words.js';

export interface SettingProps {
  readonly reader: Reader;
  readonly faults: FormFaults;
  readonly detector: string;
  readonly name: string;
  readonly field: SettingField;
  readonly value: string;
}

/** One control per kind of setting; what it is called and why it exists comes from its owner. */
export function Setting({ reader, faults, detector, name, field, value }: SettingProps): VNode {
  const { label, why } = settingWords(reader.language, { detector, name, why: field.why });
  const common = { reader, faults, name, label, hint: why };
  switch (field.kind) {
    case 'boolean':
      return <Checkbox {...common} checked={value === 'yes'} />;
    case 'number':
      return (
        <TextField
          {...common}
          hint={withRange(reader, field, why)}
          value={value}
          inputMode="decimal"
          autocomplete="off"
          size={8}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          options={field.of.map((option) => ({ value: option, label: option }))}
          value={value}
        />
      );
    case 'list':
      return (
        <TextArea
          {...common}
          hint={`${why} ${reader.say('rules.onePerLine')}`}
          value={value}
          rows={4}
          dir="auto"
        />
      );
    case 'text':
      return <TextField {...common} value={value} autocomplete="off" dir="auto" />;
  }
}

function withRange(reader: Reader, field: { min: number; max: number }, why: string): string {
  return `${why} ${reader.say('rules.range', { min: field.min, max: field.max })}`;
}
