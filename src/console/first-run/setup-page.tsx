import type { VNode } from 'preact';
import { ConductText } from '../entry/conduct-text.js';
import { ZoneField } from '../groups/group-form.js';
import { EmptyState } from '../layout/empty-state.js';
import { TextField } from '../layout/field.js';
import { Form } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { LanguageChoice, NewPassword } from '../layout/own-fields.js';
import { FormReading } from '../visit/read-form.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import { CONSOLE_LANGUAGES } from '../words/words.js';

/** What the form shows again after a fault; the password is typed anew. */
export interface SetupDraft {
  readonly organisation: string;
  readonly programme: string;
  readonly timezone: string;
  readonly name: string;
  readonly email: string;
  readonly language: string;
}

export function emptySetup(visit: Visit): SetupDraft {
  return {
    organisation: '',
    programme: '',
    timezone: '',
    name: '',
    email: '',
    language: visit.reader.language,
  };
}

/** Same bound as sign-in; how strong it must be, the people room says. */
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function readSetup(posted: PostedForm): { draft: SetupDraft; password: string; form: FormReading } {
  const form = new FormReading(posted);
  const draft = {
    organisation: form.required('organisation', 200),
    programme: form.required('programme', 200),
    timezone: form.zone('timezone'),
    name: form.required('name', 200),
    email: form.required('email', 254),
    language: form.choice('language', CONSOLE_LANGUAGES) ?? 'en',
  };
  if (draft.email !== '' && !MAIL.test(draft.email)) form.blame('email', 'fault.email');
  return { draft, password: form.secret('password'), form };
}

export interface SetupPageProps {
  readonly visit: Visit;
  readonly token: string;
  readonly draft: SetupDraft;
  readonly faults: FormFaults;
}

export function SetupPage(props: SetupPageProps): VNode {
  const { visit, token, faults } = props;
  const { reader } = visit;
  const action = `/setup?${new URLSearchParams({ token }).toString()}`;
  return (
    <Layout visit={visit} title={reader.say('setup.title')}>
      <article class="card narrow">
        <p>
          {reader.say('setup.intro')} <a href="#demo">{reader.say('setup.demo')}</a>
        </p>
        <Form visit={visit} action={action} submit={reader.say('setup.submit')} faults={faults}>
          <AboutOrganisation {...props} />
          <AboutYou {...props} />
          <p>{reader.say('setup.conduct')}</p>
          <details>
            <summary>{reader.say('setup.conduct.show')}</summary>
            <ConductText reader={reader} />
          </details>
        </Form>
      </article>
      <TryDemo {...props} />
    </Layout>
  );
}

/** Looking around first, among invented people; the link still opens the organisation afterwards. */
function TryDemo({ visit, token }: SetupPageProps): VNode {
  const { reader } = visit;
  const action = `/setup/demo?${new URLSearchParams({ token }).toString()}`;
  return (
    <article class="card narrow" id="demo">
      <h2>{reader.say('setup.demo')}</h2>
      <form method="post" action={action} class="form">
        <p>{reader.say('setup.demo.body')}</p>
        <div class="do">
          <button>{reader.say('demo.fill')}</button>
        </div>
      </form>
    </article>
  );
}

function ask(
  { visit: { reader }, faults }: SetupPageProps,
  name: 'organisation' | 'programme' | 'name' | 'email',
) {
  return { reader, faults, name, label: reader.say(`setup.${name}`) };
}

function AboutOrganisation(props: SetupPageProps): VNode {
  const { visit, draft, faults } = props;
  const { reader } = visit;
  return (
    <>
      <h2>{reader.say('setup.aboutOrganisation')}</h2>
      <TextField
        {...ask(props, 'organisation')}
        value={draft.organisation}
        autocomplete="organization"
        required
        dir="auto"
      />
      <TextField
        {...ask(props, 'programme')}
        hint={reader.say('setup.programme.hint')}
        value={draft.programme}
        autocomplete="off"
        required
        dir="auto"
      />
      <ZoneField reader={reader} faults={faults} value={draft.timezone} />
    </>
  );
}

function AboutYou(props: SetupPageProps): VNode {
  const { visit, draft, faults } = props;
  const { reader } = visit;
  return (
    <>
      <h2>{reader.say('setup.aboutYou')}</h2>
      <TextField {...ask(props, 'name')} value={draft.name} autocomplete="name" required dir="auto" />
      <TextField
        {...ask(props, 'email')}
        type="email"
        value={draft.email}
        autocomplete="username"
        required
        dir="ltr"
      />
      <NewPassword {...{ reader, faults }} />
      <LanguageChoice {...{ reader, faults }} chosen={draft.language} />
    </>
  );
}

/** Nobody has set the service up and this visitor has no link: say where the link is. */
export function WaitingForSetupPage({ visit }: { visit: Visit }): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('setup.waiting')}>
      <EmptyState title={reader.say('setup.openLink')} body={reader.say('setup.openLinkBody')} />
    </Layout>
  );
}

export function ExpiredLinkPage({ visit }: { visit: Visit }): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('setup.expired')}>
      <EmptyState title={reader.say('setup.expiredTitle')} body={reader.say('setup.expiredBody')}>
        <a class="btn" href="/sign-in">
          {reader.say('signIn.title')}
        </a>
      </EmptyState>
    </Layout>
  );
}
