import type { VNode } from 'preact';
import type { Account } from '../../people/index.js';
import { CodeField } from '../entry/entry-pages.js';
import { TextField } from '../layout/field.js';
import { Form, HiddenFields } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { Moment } from '../layout/moment.js';
import { LanguageChoice, NewPassword } from '../layout/own-fields.js';
import type { FormFaults } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';

export interface AccountPageProps {
  readonly visit: SignedVisit;
  readonly account: Account;
  readonly faults: FormFaults;
  /** Something was just changed. */
  readonly saved: boolean;
}

export function AccountPage(props: AccountPageProps): VNode {
  const { visit, account, saved } = props;
  const { reader } = visit;
  return (
    <Layout visit={visit} title={account.name} place="account" aside={<bdi dir="ltr">{account.email}</bdi>}>
      {saved && (
        <p class="note" role="status">
          {reader.say('account.saved')}
        </p>
      )}
      <FactorCard {...props} />
      <PasswordCard {...props} />
      <LanguageCard {...props} />
      <Sessions {...props} />
    </Layout>
  );
}

function FactorCard({ visit, account: { secondFactor }, faults }: AccountPageProps): VNode {
  const { reader } = visit;
  const { isOn, isRequired, codesLeft } = secondFactor;
  return (
    <article class="card narrow">
      <h2>{reader.say('account.factor')}</h2>
      <p>{reader.say(isOn ? 'account.factor.on' : 'account.factor.off')}</p>
      {isOn && <p class="sub">{reader.say('account.codesLeft', { count: codesLeft })}</p>}
      {!isOn && (
        <form method="post" action="/account/second-factor">
          <HiddenFields visit={visit} />
          <button class="main">{reader.say('account.factor.begin')}</button>
        </form>
      )}
      {isOn && (
        <Form
          visit={visit}
          action="/account/second-factor/codes"
          submit={reader.say('account.factor.renew')}
          faults={faults.code ? { code: faults.code } : {}}
        >
          <CodeField {...{ visit, faults }} hint={reader.say('account.factor.code')} />
          {!isRequired && (
            <button class="quiet" formAction="/account/second-factor/removal">
              {reader.say('account.factor.remove')}
            </button>
          )}
        </Form>
      )}
    </article>
  );
}

function PasswordCard({ visit, account, faults }: AccountPageProps): VNode {
  const { reader } = visit;
  const own = Object.fromEntries(
    Object.entries(faults).filter(([name]) => name === 'current' || name === 'password'),
  );
  return (
    <article class="card narrow">
      <h2>{reader.say('setup.password')}</h2>
      <Form
        visit={visit}
        action="/account/password"
        submit={reader.say('account.password.submit')}
        faults={own}
      >
        <input type="hidden" name="username" value={account.email} autocomplete="username" />
        <TextField
          {...{ reader, faults }}
          name="current"
          label={reader.say('account.password.current')}
          type="password"
          autocomplete="current-password"
          required
        />
        <NewPassword
          {...{ reader, faults }}
          label={reader.say('account.password.next')}
          hint={reader.say('account.password.hint')}
        />
      </Form>
    </article>
  );
}

function LanguageCard({ visit, account, faults }: AccountPageProps): VNode {
  const { reader } = visit;
  return (
    <article class="card narrow">
      <Form visit={visit} action="/account/language" submit={reader.say('form.save')}>
        <LanguageChoice
          {...{ reader, faults }}
          hint={reader.say('account.language.hint')}
          chosen={account.language}
        />
      </Form>
    </article>
  );
}

/** People sign in from many places; the common zone is UTC. */
const ZONE = 'UTC';

function Sessions({ visit, account }: AccountPageProps): VNode {
  const { reader } = visit;
  return (
    <>
      <h2>{reader.say('account.sessions')}</h2>
      <ul class="list" aria-label={reader.say('account.sessions')}>
        {account.sessions.map(({ id, browser, seenAt, isThis }) => (
          <li key={id}>
            <div class="t">
              <b>
                <bdi>{browser ?? reader.say('account.unknownBrowser')}</bdi>
              </b>
              {isThis && <span class="badge">{reader.say('account.thisOne')}</span>}
            </div>
            <span class="sub">
              {reader.say('staff.seen')} <Moment visit={visit} at={seenAt} zone={ZONE} />
            </span>
            {!isThis && (
              <form method="post" action={`/account/sessions/${id}/end`}>
                <HiddenFields visit={visit} />
                <button>{reader.say('account.end')}</button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {account.sessions.length > 1 && (
        <form method="post" action="/account/sessions/end" class="row">
          <HiddenFields visit={visit} />
          <button class="quiet">{reader.say('account.endOthers')}</button>
        </form>
      )}
    </>
  );
}
