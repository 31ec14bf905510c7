import type { VNode } from 'preact';
import { GROUNDS } from '../../kernel/erasure-ground.js';
import type { FoundMember } from '../../retention/index.js';
import { EmptyState } from '../layout/empty-state.js';
import { Choices, TextField } from '../layout/field.js';
import { HiddenFields } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { Moment } from '../layout/moment.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import { ZONE } from './retention-page.js';

export interface ForgetPageProps {
  readonly visit: Visit;
  readonly asked: string;
  /** Null before anything was asked for. */
  readonly found: readonly FoundMember[] | null;
  readonly faults: FormFaults;
}

export function ForgetPage({ visit, asked, found, faults }: ForgetPageProps): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('retention.forget')} place="retention">
      <p class="note">{reader.say('retention.forgetAbout')}</p>
      <form method="get" action="/retention/forget" class="form" noValidate>
        <TextField
          {...{ reader, faults, name: 'find', value: asked, dir: 'ltr' as const }}
          label={reader.say('retention.find')}
          hint={reader.say('retention.findHint')}
        />
        <div class="do">
          <button>{reader.say('retention.look')}</button>
        </div>
      </form>
      {found?.length === 0 && (
        <EmptyState title={reader.say('retention.notFound')} body={reader.say('retention.notFoundBody')} />
      )}
      {found?.map((member) => (
        <Person visit={visit} member={member} faults={faults} key={member.memberId} />
      ))}
    </Layout>
  );
}

function Person(props: { visit: Visit; member: FoundMember; faults: FormFaults }): VNode {
  const { visit, member, faults } = props;
  const { reader } = visit;
  return (
    <article class="card">
      <h2>
        <bdi class="id">{member.pseudonym}</bdi>
      </h2>
      <p class="sub">
        {reader.say('retention.known')} <Moment visit={visit} at={member.since} zone={ZONE} /> ·{' '}
        {reader.say('retention.flags', { count: member.flags })} · {reader.list(member.groups)}
      </p>
      <form method="post" action="/retention/forget" class="form" noValidate>
        <HiddenFields visit={visit} />
        <input type="hidden" name="member" value={member.memberId} />
        <Choices
          {...{ reader, faults, name: 'ground', kind: 'radio' as const, chosen: [], stacked: true }}
          label={reader.say('retention.ground')}
          options={GROUNDS.map((value) => ({ value, label: reader.say(`retention.ground.${value}`) }))}
        />
        <p>{reader.say('retention.forGood')}</p>
        <div class="do">
          <button class="main">{reader.say('retention.doForget', { pseudonym: member.pseudonym })}</button>
        </div>
      </form>
    </article>
  );
}
