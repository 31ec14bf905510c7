import type { VNode } from 'preact';
import { COLLEAGUES } from '../../demo/index.js';
import type { DemoState } from '../../demo/index.js';
import { EmptyState } from '../layout/empty-state.js';
import { Form, HiddenFields } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { Moment } from '../layout/moment.js';
import type { Visit } from '../visit/visit.js';

/** Where an admin fills the demo and takes it away. */
export function DemoPage({ visit, state }: { visit: Visit; state: DemoState }): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('demo.title')} place="about">
      <article class="card narrow">
        <p>{reader.say('demo.what')}</p>
        {state.kind === 'none' && (
          <Form visit={visit} action="/settings/demo/fill" submit={reader.say('demo.fill')}>
            <p class="hint">{reader.say('demo.fill.hint')}</p>
          </Form>
        )}
        {state.kind === 'filled' && (
          <p>
            {reader.say('demo.since')} <Moment at={state.since} visit={visit} zone="UTC" />
          </p>
        )}
        {state.kind === 'broken' && <p class="alert">{reader.say('demo.broken')}</p>}
        {state.kind !== 'none' && (
          <form method="post" action="/settings/demo/remove" class="form">
            <HiddenFields visit={visit} />
            <p class="hint">{reader.say('demo.remove.hint')}</p>
            <div class="do">
              <button class="warn">{reader.say('demo.remove')}</button>
            </div>
          </form>
        )}
      </article>
    </Layout>
  );
}

export interface DemoFilledProps {
  readonly visit: Visit;
  readonly passphrase: string;
  /** Where whoever filled it goes on. */
  readonly onward: { readonly href: string; readonly word: 'demo.onward.setUp' | 'demo.onward.signIn' };
}

/** The one time the passphrase is shown. */
export function DemoFilledPage({ visit, passphrase, onward }: DemoFilledProps): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('demo.ready')}>
      <article class="card narrow">
        <p>{reader.say('demo.ready.body')}</p>
        <p class="passphrase">
          <bdi class="id">{passphrase}</bdi>
        </p>
        <table>
          <thead>
            <tr>
              <th scope="col">{reader.say('demo.as')}</th>
              <th scope="col">{reader.say('setup.email')}</th>
            </tr>
          </thead>
          <tbody>
            {COLLEAGUES.map(({ email, role, language }) => (
              <tr key={email}>
                <td>
                  {reader.say(`role.${role}`)}
                  {language !== 'en' && <span class="sub"> · {reader.languageName(language)}</span>}
                </td>
                <td>
                  <bdi class="id">{email}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <div class="do">
          <a class="btn main" href="/sign-in">
            {reader.say('demo.enter')}
          </a>
          <a class="btn" href={onward.href}>
            {reader.say(onward.word)}
          </a>
        </div>
      </article>
    </Layout>
  );
}

/** Somebody filled it before: the passphrase was theirs to keep. */
export function DemoThereAlreadyPage({ visit, back }: { visit: Visit; back: string }): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('demo.title')}>
      <EmptyState title={reader.say('demo.there')} body={reader.say('demo.there.body')}>
        <a class="btn" href={back}>
          {reader.say('demo.back')}
        </a>
      </EmptyState>
    </Layout>
  );
}
