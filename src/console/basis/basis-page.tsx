import type { VNode } from 'preact';
import type { BasisStatus } from '../../consent/index.js';
import { BASES, BASIS_METHODS, EXPRESSED_BY, PURPOSES } from '../../consent/index.js';
import type { Group } from '../../people/index.js';
import { BasisBadge } from './basis-badge.js';
import { GroupTabs } from '../groups/group-tabs.js';
import { Choices, Select, TextField } from '../layout/field.js';
import { Form } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import type { Reader } from '../words/reader.js';
import { SPECIAL_CONDITIONS } from './basis-form.js';
import type { BasisDraft } from './basis-form.js';
import { BasisInForce } from './basis-in-force.js';
import { NoticeFields } from './notice-fields.js';

export interface BasisPageProps {
  readonly visit: Visit;
  readonly group: Group;
  readonly status: BasisStatus;
  readonly draft: BasisDraft;
  readonly faults: FormFaults;
  /** Reading the ledger and writing into it are separate permissions. */
  readonly mayRecord: boolean;
}

export function BasisPage(props: BasisPageProps): VNode {
  const { visit, group, status, faults, mayRecord } = props;
  const { reader } = visit;
  return (
    <Layout
      visit={visit}
      title={group.name}
      place="groups"
      aside={<BasisBadge reader={reader} kind={status.kind} />}
    >
      <GroupTabs visit={visit} groupId={group.id} here="basis" />
      {status.kind !== 'none' && (
        <BasisInForce
          visit={visit}
          group={group}
          recorded={status.recorded}
          mayWithdraw={mayRecord && status.kind === 'active'}
        />
      )}
      {mayRecord && (
        <article class="card narrow">
          <h2>{reader.say(status.kind === 'none' ? 'basis.record' : 'basis.recordAgain')}</h2>
          <p class="sub">{reader.say('basis.why')}</p>
          <Form
            visit={visit}
            action={`/groups/${group.id}/basis`}
            submit={reader.say('basis.submit')}
            faults={faults}
          >
            <Ground {...props} />
            <Decision {...props} />
            <Choices
              {...ask(reader, faults, 'purposes')}
              kind="checkbox"
              options={PURPOSES.map((value) => ({ value, label: reader.say(`purpose.${value}`) }))}
              chosen={props.draft.purposes}
            />
            <NoticeFields {...props} />
          </Form>
        </article>
      )}
    </Layout>
  );
}

type Asked =
  | 'powerImbalance'
  | 'basis'
  | 'balancingTestId'
  | 'specialCategoryCondition'
  | 'decidedBy'
  | 'decidedAt'
  | 'validUntil'
  | 'method'
  | 'expressedBy'
  | 'purposes';

function ask(reader: Reader, faults: FormFaults, name: Asked) {
  return { reader, faults, name, label: reader.say(`basis.${name}`), hint: reader.say(`basis.${name}.hint`) };
}

/** The power question comes first: it decides whether consent can be chosen at all. */
function Ground({ visit: { reader }, draft, faults }: BasisPageProps): VNode {
  const yesNo = (['yes', 'no'] as const).map((value) => ({ value, label: reader.say(`form.${value}`) }));
  return (
    <>
      <Choices
        {...ask(reader, faults, 'powerImbalance')}
        kind="radio"
        options={yesNo}
        chosen={[draft.powerImbalance]}
      />
      <Choices
        {...ask(reader, faults, 'basis')}
        kind="radio"
        stacked
        options={BASES.map((value) => ({ value, label: reader.say(`basis.ground.${value}`) }))}
        chosen={[draft.basis]}
      />
      <div class="only-legitimate-interest">
        <TextField
          {...ask(reader, faults, 'balancingTestId')}
          value={draft.balancingTestId}
          autocomplete="off"
        />
      </div>
      <Select
        {...ask(reader, faults, 'specialCategoryCondition')}
        options={[
          { value: '', label: reader.say('form.choose') },
          ...SPECIAL_CONDITIONS.map((value) => ({ value, label: reader.say(`basis.condition.${value}`) })),
        ]}
        value={draft.specialCategoryCondition}
      />
    </>
  );
}

function Decision({ visit: { reader }, draft, faults }: BasisPageProps): VNode {
  return (
    <>
      <TextField
        {...ask(reader, faults, 'decidedBy')}
        value={draft.decidedBy}
        required
        autocomplete="off"
        dir="auto"
      />
      <div class="pair">
        <TextField {...ask(reader, faults, 'decidedAt')} type="date" value={draft.decidedAt} required />
        <TextField {...ask(reader, faults, 'validUntil')} type="date" value={draft.validUntil} />
      </div>
      <Choices
        {...ask(reader, faults, 'method')}
        kind="radio"
        options={BASIS_METHODS.map((value) => ({ value, label: reader.say(`basis.method.${value}`) }))}
        chosen={[draft.method]}
      />
      <Choices
        {...ask(reader, faults, 'expressedBy')}
        kind="radio"
        options={EXPRESSED_BY.map((value) => ({ value, label: reader.say(`basis.expressedBy.${value}`) }))}
        chosen={[draft.expressedBy]}
      />
    </>
  );
}
