import type { VNode } from 'preact';
import type { Programme } from '../../people/index.js';
import { Form } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import { GroupFields } from './group-form.js';
import type { GroupDraft } from './group-form.js';

export interface NewGroupPageProps {
  readonly visit: Visit;
  readonly programmes: readonly Programme[];
  readonly draft: GroupDraft;
  readonly faults: FormFaults;
}

export function NewGroupPage({ visit, programmes, draft, faults }: NewGroupPageProps): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('groups.new')} place="groups">
      <article class="card narrow">
        <Form visit={visit} action="/groups/new" submit={reader.say('groups.create')} faults={faults}>
          <GroupFields reader={reader} draft={draft} faults={faults} programmes={programmes} />
        </Form>
      </article>
    </Layout>
  );
}
