import type { VNode } from 'preact';
import { ConductText } from '../entry/conduct-text.js';
import { EmptyState } from '../layout/empty-state.js';
import { Checkbox, TextField } from '../layout/field.js';
import { Form } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { LanguageChoice, NewPassword } from '../layout/own-fields.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';

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
      <NewPassword {...{ reader, faults }} />
      <LanguageChoice {...{ reader, faults }} chosen={draft.language} />
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
