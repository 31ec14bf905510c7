import type { ComponentChildren, VNode } from 'preact';
import { HiddenFields } from '../../layout/form.js';
import type { Option } from '../../layout/field.js';
import type { Visit } from '../../visit/visit.js';

export interface ActFormProps {
  readonly visit: Visit;
  readonly id: string;
  readonly act: string;
  readonly submit: string;
  readonly look?: 'main' | 'warn' | undefined;
  /** Values that are not asked for. */
  readonly given?: Readonly<Record<string, string>>;
  readonly children?: ComponentChildren;
}

/** One act on an incident: posts to its page and works without a script. */
export function ActForm({ visit, id, act, submit, look, given = {}, children }: ActFormProps): VNode {
  return (
    <form method="post" action={`/incidents/${id}`} class="act">
      <HiddenFields visit={visit} />
      <input type="hidden" name="act" value={act} />
      {Object.entries(given).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      {children}
      <button class={look}>{submit}</button>
    </form>
  );
}

/** An act that is not the next one: folded away behind what it is called. */
export function FoldedAct(props: ActFormProps & { title: string }): VNode {
  const { title, ...form } = props;
  return (
    <details class="fold">
      <summary>{title}</summary>
      <ActForm {...form} />
    </details>
  );
}

interface AskProps {
  readonly name: string;
  readonly label: string;
}

/** The label holds its control: forms of one page may ask for the same thing. */
export function AskNote({ name, label, required }: AskProps & { required?: boolean }): VNode {
  return (
    <label class="ask">
      <span>{label}</span>
      <textarea name={name} rows={2} dir="auto" required={required} maxLength={4_000} />
    </label>
  );
}

export function AskChoice({
  visit,
  name,
  label,
  options,
  value,
}: AskProps & { visit: Visit; options: readonly Option[]; value?: string | undefined }): VNode {
  return (
    <label class="ask">
      <span>{label}</span>
      <select name={name} required={value === undefined}>
        {value === undefined && <option value="">{visit.reader.say('form.choose')}</option>}
        {options.map((option) => (
          <option value={option.value} selected={option.value === value} key={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
