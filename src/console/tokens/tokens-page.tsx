import type { VNode } from 'preact';
import { TOKEN_PERMISSIONS } from '../../people/index.js';
import type { TokenMade, TokenView } from '../../people/index.js';
import { may } from '../../platform/auth/index.js';
import { EmptyState } from '../layout/empty-state.js';
import { Choices, Select, TextField } from '../layout/field.js';
import { Form, HiddenFields } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { Moment } from '../layout/moment.js';
import { placeName, placeOptions } from '../staff/role-choice.js';
import type { Places } from '../staff/role-choice.js';
import { ZONE } from '../staff/staff-page.js';
import type { FormFaults } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';

export interface TokenDraft {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly place: string;
  readonly days: string;
}

export interface TokensPageProps {
  readonly visit: SignedVisit;
  readonly tokens: readonly TokenView[];
  readonly places: Places;
  readonly draft: TokenDraft;
  readonly faults: FormFaults;
}

export function TokensPage(props: TokensPageProps): VNode {
  const { visit, tokens } = props;
  const { reader } = visit;
  const working = tokens.filter((token) => isWorking(token, visit.now)).length;
  return (
    <Layout
      visit={visit}
      title={reader.say('tokens.title')}
      place="tokens"
      aside={reader.say('tokens.count', { count: working })}
    >
      <p class="note">{reader.say('tokens.about')}</p>
      {tokens.length === 0 ? (
        <EmptyState title={reader.say('tokens.empty')} body={reader.say('tokens.emptyBody')} />
      ) : (
        <ul class="list" aria-label={reader.say('tokens.title')}>
          {tokens.map((token) => (
            <Token {...props} token={token} key={token.id} />
          ))}
        </ul>
      )}
      <NewToken {...props} />
    </Layout>
  );
}

function isWorking({ revokedAt, expiresAt }: TokenView, now: Date): boolean {
  return revokedAt === null && expiresAt > now;
}

function Token({ visit, places, token }: TokensPageProps & { token: TokenView }): VNode {
  const { reader, now } = visit;
  const { id, name, permissions, expiresAt, lastUsedAt, revokedAt } = token;
  const state = revokedAt !== null ? 'revoked' : isWorking(token, now) ? 'working' : 'expired';
  return (
    <li>
      <div class="t">
        <b>
          <bdi>{name}</bdi>
        </b>
        <span class="badge">{reader.say(`tokens.${state}`)}</span>
      </div>
      <span class="sub">
        {placeName(reader, token, places)} ·{' '}
        {reader.list(permissions.map((name) => reader.say(`permission.${name}`)))}
      </span>
      <span class="sub">
        {reader.say('staff.until', { date: reader.moment(expiresAt, ZONE) })} ·{' '}
        {lastUsedAt === null ? (
          reader.say('tokens.neverUsed')
        ) : (
          <>
            {reader.say('tokens.used')} <Moment visit={visit} at={lastUsedAt} zone={ZONE} />
          </>
        )}
      </span>
      {state === 'working' && (
        <form method="post" action={`/tokens/${id}/revoke`}>
          <HiddenFields visit={visit} />
          <button>{reader.say('tokens.revoke')}</button>
        </form>
      )}
    </li>
  );
}

function NewToken({ visit, places, draft, faults }: TokensPageProps): VNode {
  const { reader, principal } = visit;
  const everywhere = { programmeId: null, groupId: null };
  const held = TOKEN_PERMISSIONS.filter(
    (permission) => !places.everywhere || may(principal, permission, everywhere),
  );
  return (
    <article class="card narrow">
      <h2>{reader.say('tokens.new')}</h2>
      <Form visit={visit} action="/tokens" submit={reader.say('tokens.make')} faults={faults}>
        <TextField
          {...{ reader, faults }}
          name="name"
          label={reader.say('tokens.name')}
          hint={reader.say('tokens.name.hint')}
          value={draft.name}
          autocomplete="off"
          required
          dir="auto"
        />
        <Select
          {...{ reader, faults }}
          name="place"
          label={reader.say('invite.place')}
          options={[{ value: '', label: reader.say('form.choose') }, ...placeOptions(reader, places)]}
          value={draft.place}
        />
        <Choices
          {...{ reader, faults }}
          name="permissions"
          label={reader.say('tokens.permissions')}
          hint={reader.say('tokens.permissions.hint')}
          kind="checkbox"
          options={held.map((value) => ({ value, label: reader.say(`permission.${value}`) }))}
          chosen={draft.permissions}
          stacked
        />
        <TextField
          {...{ reader, faults }}
          name="days"
          label={reader.say('tokens.days')}
          value={draft.days}
          inputMode="numeric"
          size={6}
        />
      </Form>
    </article>
  );
}

/** How a program presents it. */
const HEADER = 'Authorization: Bearer …';

/** Shown once. */
export function TokenMadePage({ visit, made }: { visit: SignedVisit; made: TokenMade }): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('tokens.made')} place="tokens">
      <article class="card narrow">
        <p>{reader.say('tokens.madeBody')}</p>
        <p>
          <bdi class="id secret" dir="ltr">
            {made.token}
          </bdi>
        </p>
        <p class="sub">
          <bdi dir="ltr">{HEADER}</bdi>
        </p>
        <div class="do">
          <a class="btn" href="/tokens">
            {reader.say('tokens.back')}
          </a>
        </div>
      </article>
    </Layout>
  );
}
