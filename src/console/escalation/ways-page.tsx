import type { VNode } from 'preact';
import type { MailOutcome } from '../../platform/mail/index.js';
import { TextField } from '../layout/field.js';
import { Form, HiddenFields } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';

export interface WaysPageProps {
  readonly visit: Visit;
  readonly hasMail: boolean;
  /** What became of the mail that was just asked for; null otherwise. */
  readonly tested: MailOutcome | null;
  /** Where notices are also posted; null where they are not. */
  readonly webhookHost: string | null;
  /** The signing secret of the webhook that was just set, shown this once. */
  readonly secret: string | null;
  readonly url: string;
  readonly faults: FormFaults;
}

/** How notices leave the house: whether mail works, and where else they go. */
export function WaysPage(props: WaysPageProps): VNode {
  const { visit, hasMail, tested } = props;
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('ways.title')} place="escalation">
      <p class="back">
        <a href="/escalation">{reader.say('ways.back')}</a>
      </p>
      <article class="card narrow">
        <h2>{reader.say('ways.mail')}</h2>
        <p>{reader.say(hasMail ? 'ways.mailOn' : 'ways.mailOff')}</p>
        {tested && (
          <p class="note" role="status">
            {reader.say(`ways.tested.${tested.kind}`)}{' '}
            {tested.kind !== 'sent' && <bdi class="id">{tested.code}</bdi>}
          </p>
        )}
        <form method="post" action="/escalation/ways/test">
          <HiddenFields visit={visit} />
          <button>{reader.say('ways.test')}</button>
        </form>
      </article>
      <Webhook {...props} />
    </Layout>
  );
}

function Webhook({ visit, webhookHost, secret, url, faults }: WaysPageProps): VNode {
  const { reader } = visit;
  return (
    <article class="card narrow">
      <h2>{reader.say('ways.webhook')}</h2>
      <p>
        {webhookHost === null
          ? reader.say('ways.webhookOff')
          : reader.say('ways.webhookOn', { host: webhookHost })}
      </p>
      {secret !== null && (
        <p class="note" role="status">
          {reader.say('ways.secret')} <bdi class="id">{secret}</bdi>
        </p>
      )}
      <Form
        visit={visit}
        action="/escalation/ways/webhook"
        submit={reader.say('ways.setWebhook')}
        faults={faults}
      >
        <TextField
          reader={reader}
          faults={faults}
          name="url"
          label={reader.say('ways.url')}
          hint={reader.say('ways.urlHint')}
          value={url}
          inputMode="url"
          dir="ltr"
        />
      </Form>
      {webhookHost !== null && (
        <form method="post" action="/escalation/ways/webhook/remove">
          <HiddenFields visit={visit} />
          <button class="quiet">{reader.say('ways.remove')}</button>
        </form>
      )}
    </article>
  );
}
