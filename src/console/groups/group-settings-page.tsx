import type { VNode } from 'preact';
import type { Group, Programme } from '../../people/index.js';
import { Form } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import { GroupFields } from './group-form.js';
import type { GroupDraft } from './group-form.js';
import { GroupTabs } from './group-tabs.js';

export interface GroupSettingsPageProps {
  readonly visit: Visit;
  readonly group: Group;
  readonly draft: GroupDraft;
  readonly faults: FormFaults;
}

export function GroupSettingsPage({ visit, group, draft, faults }: GroupSettingsPageProps): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={group.name} place="groups" aside={group.programme}>
      <GroupTabs visit={visit} groupId={group.id} here="settings" />
      <article class="card narrow">
        <Form
          visit={visit}
          action={`/groups/${group.id}/settings`}
          submit={reader.say('form.save')}
          faults={faults}
        >
          <GroupFields reader={reader} draft={draft} faults={faults} programmes={[programmeOf(group)]} />
        </Form>
      </article>
    </Layout>
  );
}

export function programmeOf(group: Group): Programme {
  return { id: group.programmeId, name: group.programme, timezone: group.timezone };
}
