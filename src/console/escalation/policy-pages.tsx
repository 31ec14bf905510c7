import type { VNode } from 'preact';
import type { PolicyView } from '../../escalation/index.js';
import type { Programme } from '../../people/index.js';
import { mayAnywhere } from '../../platform/auth/index.js';
import { EmptyState } from '../layout/empty-state.js';
import { Form, HiddenFields } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { Moment } from '../layout/moment.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import { Chain } from './chain.js';
import { StepFields } from './policy-fields.js';
import type { StepDraft } from './policy-form.js';

export function ProgrammesPage({
  visit,
  programmes,
}: {
  visit: Visit;
  programmes: readonly Programme[];
}): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('policy.title')} place="escalation">
      {programmes.length === 0 ? (
        <EmptyState title={reader.say('policy.none')} body={reader.say('policy.noneBody')} />
      ) : (
        <ul class="list" aria-label={reader.say('policy.title')}>
          {programmes.map(({ id, name }) => (
            <li class="linked" key={id}>
              <a class="open" href={`/escalation/${id}`}>
                <bdi>{name}</bdi>
              </a>
            </li>
          ))}
        </ul>
      )}
      {visit.principal && mayAnywhere(visit.principal, 'escalation.manage') && (
        <p class="row">
          <a class="btn" href="/escalation/ways">
            {reader.say('ways.link')}
          </a>
        </p>
      )}
    </Layout>
  );
}

export function PolicyPage({ visit, view }: { visit: Visit; view: PolicyView }): VNode {
  const { reader } = visit;
  const { programme, published, draft, mayManage } = view;
  return (
    <Layout
      visit={visit}
      title={reader.say('policy.of', { programme: programme.name })}
      place="escalation"
      aside={reader.say('policy.version', { number: published.policy.version })}
    >
      <p class="note">{reader.say('policy.about')}</p>
      {draft && (
        <section>
          <h2>{reader.say('policy.draft')}</h2>
          <p class="sub">
            {reader.say('policy.draftAbout')}{' '}
            <Moment visit={visit} at={draft.policy.changedAt} zone={programme.timezone} />
          </p>
          <Chain reader={reader} shown={draft} />
          {mayManage && <Publish visit={visit} programmeId={programme.id} />}
        </section>
      )}
      <section>
        <h2>{reader.say('policy.inForce')}</h2>
        <Chain reader={reader} shown={published} />
      </section>
      {mayManage && (
        <p class="row">
          <a class={draft ? 'btn' : 'btn main'} href={`/escalation/${programme.id}/edit`}>
            {reader.say('policy.change')}
          </a>
        </p>
      )}
    </Layout>
  );
}

function Publish({ visit, programmeId }: { visit: Visit; programmeId: string }): VNode {
  return (
    <form method="post" action={`/escalation/${programmeId}/publish`} class="row">
      <HiddenFields visit={visit} />
      <button class="main">{visit.reader.say('policy.publish')}</button>
    </form>
  );
}

export interface EditPolicyProps {
  readonly visit: Visit;
  readonly view: Pick<PolicyView, 'programme' | 'candidates'>;
  readonly steps: readonly StepDraft[];
  readonly faults: FormFaults;
}

export function EditPolicyPage({ visit, view, steps, faults }: EditPolicyProps): VNode {
  const { reader } = visit;
  const { programme, candidates } = view;
  return (
    <Layout
      visit={visit}
      title={reader.say('policy.changing', { programme: programme.name })}
      place="escalation"
    >
      <p class="back">
        <a href={`/escalation/${programme.id}`}>{reader.say('policy.back')}</a>
      </p>
      <p class="note">{reader.say('policy.formAbout')}</p>
      <Form
        visit={visit}
        action={`/escalation/${programme.id}/edit`}
        submit={reader.say('policy.save')}
        faults={faults}
      >
        {steps.map((step, place) => (
          <StepFields
            reader={reader}
            step={step}
            place={place}
            candidates={candidates}
            faults={faults}
            key={place}
          />
        ))}
      </Form>
    </Layout>
  );
}
