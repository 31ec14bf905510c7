import type { ComponentChildren, InputHTMLAttributes, VNode } from 'preact';
import type { Reader } from '../words/reader.js';
import type { FormFaults } from '../visit/read-form.js';

interface FieldProps {
  readonly reader: Reader;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly faults: FormFaults;
}

/** What links a control to its hint and its fault for those who hear the page. */
function describe({ name, hint, faults }: FieldProps): {
  id: string;
  name: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
} {
  const ids = [...(hint ? [`${name}-hint`] : []), ...(faults[name] ? [`${name}-fault`] : [])];
  return {
    id: name,
    name,
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': faults[name] ? true : undefined,
  };
}

function Around(props: FieldProps & { children: ComponentChildren }): VNode {
  return (
    <div class="field">
      <label for={props.name}>{props.label}</label>
      <Notes {...props} />
      {props.children}
    </div>
  );
}

function Notes({ reader, name, hint, faults }: FieldProps): VNode {
  const fault = faults[name];
  return (
    <>
      {hint !== undefined && (
        <span class="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {fault !== undefined && (
        <span class="fault" id={`${name}-fault`}>
          <span aria-hidden="true">▲ </span>
          {reader.say(fault.word, fault.fillings)}
        </span>
      )}
    </>
  );
}

type InputProps = FieldProps &
  Pick<
    InputHTMLAttributes,
    | 'type'
    | 'autocomplete'
    | 'inputMode'
    | 'required'
    | 'min'
    | 'max'
    | 'step'
    | 'accept'
    | 'list'
    | 'dir'
    | 'size'
  > & { readonly value?: string };

export function TextField(props: InputProps): VNode {
  const { reader, label, hint, faults, name, value, ...input } = props;
  const field = { reader, label, hint, faults, name };
  return (
    <Around {...field}>
      <input type="text" value={value} {...input} {...describe(field)} />
    </Around>
  );
}

export function TextArea(
  props: FieldProps & { value: string; rows: number; lang?: string; dir?: 'auto' | 'ltr' },
): VNode {
  const { reader, label, hint, faults, name, value, ...area } = props;
  const field = { reader, label, hint, faults, name };
  return (
    <Around {...field}>
      <textarea {...area} {...describe(field)}>
        {value}
      </textarea>
    </Around>
  );
}

/** A value and how it reads. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

export function Select(
  props: FieldProps & { options: readonly Option[]; value: string; required?: boolean },
): VNode {
  const { reader, label, hint, faults, name, options, value, ...select } = props;
  const field = { reader, label, hint, faults, name };
  return (
    <Around {...field}>
      <select {...select} {...describe(field)}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === value} key={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Around>
  );
}

/** Several boxes or one of several buttons under one question. */
export function Choices(
  props: FieldProps & {
    readonly kind: 'checkbox' | 'radio';
    readonly options: readonly Option[];
    readonly chosen: readonly string[];
    /** One under the other, for options that are sentences. */
    readonly stacked?: boolean;
  },
): VNode {
  const { kind, options, chosen, stacked = false, ...field } = props;
  const { 'aria-describedby': describedBy } = describe(field);
  return (
    <fieldset class="field" id={field.name} aria-describedby={describedBy}>
      <legend>{field.label}</legend>
      <Notes {...field} />
      <div class={stacked ? 'choices stacked' : 'choices'}>
        {options.map(({ value, label }) => (
          <label class="choice" key={value}>
            <input type={kind} name={field.name} value={value} checked={chosen.includes(value)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Checkbox(props: FieldProps & { checked: boolean }): VNode {
  const { checked, ...field } = props;
  return (
    <div class="field">
      <label class="choice">
        <input type="checkbox" value="yes" checked={checked} {...describe(field)} />
        <span>{field.label}</span>
      </label>
      <Notes {...field} />
    </div>
  );
}
