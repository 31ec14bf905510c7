import type { VNode } from 'preact';
import { ConductText } from '../entry/conduct-text.js';
import { EmptyState } from '../layout/empty-state.js';
import { Checkbox, Choices, TextField } from '../layout/field.js';
import { Form } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import { readerOf } from '../words/reader.js';
import { CONSOLE_LANGUAGES } from '../words/words.js';

export interface AcceptDraft {
  readonly name: string;
  readonly language: string;
}

export interface AcceptPageProps {
  readonly visit: Visit;
  readonly token: string;
  readonly draft: AcceptDraft;
  readonly faults: FormFaults;
}

export function AcceptPage({ visit, token, draft, faults }: AcceptPageProps): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('accept.title')}>
      <article class="card narrow">
        <p>{reader.say('accept.intro')}</p>
        <Form
          visit={visit}
          action={`/invitation?${new URLSearchParams({ token }).toString()}`}
          submit={reader.say('accept.submit')}
          faults={faults}
        >
          <AboutYou {...{ visit, draft, faults }} />
          <h2>{reader.say('conduct.title')}</h2>
          <ConductText reader={reader} />
          <Checkbox
            {...{ reader, faults }}
            name="acceptsConduct"
            label={reader.say('conduct.accept')}
            checked={false}
          />
        </Form>
      </article>
    </Layout>
  );
}

function AboutYou({ visit: { reader }, draft, faults }: Omit<AcceptPageProps, 'token'>): VNode {
  const languages = CONSOLE_LANGUAGES.map((value) => ({ value, label: readerOf(value).languageName(value) }));
  return (
    <>
      <TextField
        {...{ reader, faults }}
        name="name"
        label={reader.say('setup.name')}
        value={draft.name}
        autocomplete="name"
        required
        dir="auto"
      />
      <TextField
        {...{ reader, faults }}
        name="password"
        label={reader.say('setup.password')}
        hint={reader.say('setup.password.hint')}
        type="password"
        autocomplete="new-password"
        required
      />
      <Choices
        {...{ reader, faults }}
        name="language"
        label={reader.say('setup.language')}
        kind="radio"
        options={languages}
        chosen={[draft.language]}
      />
    </>
  );
}

/** Why the link opens nothing, and how to get one that does. */
export function DeadInvitationPage({ visit, expired }: { visit: Visit; expired: boolean }): VNode {
  const { reader } = visit;
  const why = expired ? 'expired' : 'used';
  return (
    <Layout visit={visit} title={reader.say('accept.title')}>
      <EmptyState title={reader.say(`accept.${why}`)} body={reader.say(`accept.${why}Body`)}>
        <a class="btn" href="/sign-in">
          {reader.say('signIn.title')}
        </a>
      </EmptyState>
    </Layout>
  );
}
