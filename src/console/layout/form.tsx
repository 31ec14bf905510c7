import type { ComponentChildren, VNode } from 'preact';
import type { Reader } from '../words/reader.js';
import type { Visit } from '../visit/visit.js';
import type { Fault, FormFaults } from '../visit/read-form.js';

/** The token that proves a form was shown by this console to this person. */
export function HiddenFields({ visit }: { visit: Visit }): VNode | null {
  return visit.csrf === null ? null : <input type="hidden" name="_csrf" value={visit.csrf} />;
}

export interface FormProps {
  readonly visit: Visit;
  readonly action: string;
  readonly submit: string;
  readonly faults?: FormFaults;
  readonly children: ComponentChildren;
}

/** A form that posts without scripts; the browser's own bubbles are off because they do not speak the page's language. */
export function Form({ visit, action, submit, faults = {}, children }: FormProps): VNode {
  return (
    <form method="post" action={action} class="form" noValidate>
      <HiddenFields visit={visit} />
      <FaultSummary reader={visit.reader} faults={faults} />
      {children}
      <div class="do">
        <button class="main">{submit}</button>
      </div>
    </form>
  );
}

/** Said first, so that a person who hears the page knows at once that it did not go through. */
export function FaultSummary({ reader, faults }: { reader: Reader; faults: FormFaults }): VNode | null {
  const wrong = Object.entries(faults).filter((entry): entry is [string, Fault] => entry[1] !== undefined);
  if (wrong.length === 0) return null;
  return (
    <div class="alert" role="alert">
      <b>{reader.say('form.notSaved', { count: wrong.length })}</b>
      <ul>
        {wrong.map(([name, { word, fillings }]) => (
          <li key={name}>
            {name === '' ? reader.say(word, fillings) : <a href={`#${name}`}>{reader.say(word, fillings)}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}
