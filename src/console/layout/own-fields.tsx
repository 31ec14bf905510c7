import type { VNode } from 'preact';
import type { FormFaults } from '../visit/read-form.js';
import type { Reader } from '../words/reader.js';
import { readerOf } from '../words/reader.js';
import { CONSOLE_LANGUAGES } from '../words/words.js';
import { Choices, TextField } from './field.js';

interface OwnField {
  readonly reader: Reader;
  readonly faults: FormFaults;
  readonly label?: string;
  readonly hint?: string;
}

/** The language in which somebody reads the console; each is named in itself. */
export function LanguageChoice({
  reader,
  faults,
  label = reader.say('setup.language'),
  hint,
  chosen,
}: OwnField & { readonly chosen: string }): VNode {
  return (
    <Choices
      {...{ reader, faults }}
      name="language"
      label={label}
      {...(hint && { hint })}
      kind="radio"
      options={CONSOLE_LANGUAGES.map((value) => ({ value, label: readerOf(value).languageName(value) }))}
      chosen={[chosen]}
    />
  );
}

/** A password that somebody chooses for themselves. */
export function NewPassword({
  reader,
  faults,
  label = reader.say('setup.password'),
  hint = reader.say('setup.password.hint'),
}: OwnField): VNode {
  return (
    <TextField
      {...{ reader, faults, label, hint }}
      name="password"
      type="password"
      autocomplete="new-password"
      required
    />
  );
}
