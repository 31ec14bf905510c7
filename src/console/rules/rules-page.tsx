import type { VNode } from 'preact';
import type { Harm } from '../../kernel/harm.js';
import type { SettingsSchema } from '../../kernel/settings.js';
import type { Group } from '../../people/index.js';
import { GroupTabs } from '../groups/group-tabs.js';
import { Form } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import type { SettingDraft } from './rules-form.js';
import { Setting } from './setting-field.js';

/** A detector with something to set, and how it is set in this group. */
export interface DetectorRules {
  readonly id: string;
  /** What it looks for. */
  readonly harms: readonly Harm[];
  readonly schema: SettingsSchema;
  /** How many settings differ from their defaults. */
  readonly changes: number;
  readonly draft: SettingDraft;
  readonly faults: FormFaults;
}

export interface RulesPageProps {
  readonly visit: Visit;
  readonly group: Group;
  readonly detectors: readonly DetectorRules[];
}

export function RulesPage({ visit, group, detectors }: RulesPageProps): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={group.name} place="groups" aside={group.programme}>
      <GroupTabs visit={visit} groupId={group.id} here="rules" />
      <p class="note">{reader.say('rules.about')}</p>
      {detectors.map((detector) => (
        <DetectorForm visit={visit} group={group} detector={detector} key={detector.id} />
      ))}
    </Layout>
  );
}

/** Folded until opened, or until something in it is wrong. Each detector is saved for itself. */
function DetectorForm({
  visit,
  group,
  detector,
}: {
  visit: Visit;
  group: Group;
  detector: DetectorRules;
}): VNode {
  const { reader } = visit;
  const { id, harms, schema, draft, faults, changes } = detector;
  return (
    <details class="card narrow" open={Object.keys(faults).length > 0}>
      <summary>
        <bdi class="id">{id}</bdi>
        <span class="sub"> · {reader.list(harms.map((harm) => reader.say(`harm.${harm}`)))}</span>
        {changes > 0 && <span class="sub"> · {reader.say('rules.changed', { count: changes })}</span>}
      </summary>
      <Form
        visit={visit}
        action={`/groups/${group.id}/rules/${id}`}
        submit={reader.say('form.save')}
        faults={faults}
      >
        {Object.entries(schema).map(([name, field]) => (
          <Setting
            key={name}
            reader={reader}
            faults={faults}
            detector={id}
            name={name}
            field={field}
            value={draft[name] ?? ''}
          />
        ))}
      </Form>
    </details>
  );
}
