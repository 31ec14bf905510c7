import type { VNode } from 'preact';
import { TextField } from '../layout/field.js';
import { Form, HiddenFields } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import { ConductText } from './conduct-text.js';

export interface EntryPageProps {
  readonly visit: Visit;
  /** Where the person wanted to go. */
  readonly next: string;
  readonly faults: FormFaults;
}

/** The second factor, asked for after the password. */
export function CodePage({ visit, next, faults }: EntryPageProps): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('code.title')}>
      <article class="card narrow slim">
        <Form visit={visit} action="/enter/code" submit={reader.say('code.submit')} faults={faults}>
          <input type="hidden" name="next" value={next} />
          <CodeField {...{ visit, faults }} hint={reader.say('code.hint')} />
        </Form>
      </article>
      <WayOut visit={visit} />
    </Layout>
  );
}

export function CodeField(props: { visit: Visit; faults: FormFaults; hint?: string }): VNode {
  const { visit, faults, hint } = props;
  const { reader } = visit;
  return (
    <TextField
      {...{ reader, faults }}
      name="code"
      label={reader.say('code.label')}
      hint={hint}
      autocomplete="one-time-code"
      inputMode="text"
      required
      dir="ltr"
    />
  );
}

export function ConductPage({ visit, next, faults }: EntryPageProps): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('conduct.title')}>
      <article class="card narrow">
        <p>{reader.say('conduct.intro')}</p>
        <ConductText reader={reader} />
        <Form visit={visit} action="/enter/conduct" submit={reader.say('conduct.submit')} faults={faults}>
          <input type="hidden" name="next" value={next} />
        </Form>
      </article>
      <WayOut visit={visit} />
    </Layout>
  );
}

/** Whoever stops here can leave. */
export function WayOut({ visit }: { visit: Visit }): VNode {
  return (
    <form method="post" action="/sign-out" class="row">
      <HiddenFields visit={visit} />
      <button class="quiet">{visit.reader.say('layout.signOut')}</button>
    </form>
  );
}
