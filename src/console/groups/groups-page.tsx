import type { VNode } from 'preact';
import type { BasisStatus } from '../../consent/index.js';
import type { Group } from '../../people/index.js';
import { EmptyState } from '../layout/empty-state.js';
import { Layout } from '../layout/layout.js';
import { mayAnywhere } from '../../platform/auth/index.js';
import type { Visit } from '../visit/visit.js';
import { BasisBadge } from '../basis/basis-badge.js';

export interface ListedGroup {
  readonly group: Group;
  readonly basis: BasisStatus['kind'];
}

export function GroupsPage({ visit, groups }: { visit: Visit; groups: readonly ListedGroup[] }): VNode {
  const { reader } = visit;
  const mayOpen = visit.principal !== null && mayAnywhere(visit.principal, 'groups.manage');
  const newGroup = mayOpen && (
    <p class="row">
      <a class="btn main" href="/groups/new">
        {reader.say('groups.new')}
      </a>
    </p>
  );
  return (
    <Layout
      visit={visit}
      title={reader.say('groups.title')}
      place="groups"
      aside={reader.say('groups.count', { count: groups.length })}
    >
      {groups.length === 0 ? (
        <EmptyState
          title={reader.say('groups.empty')}
          body={reader.say(mayOpen ? 'groups.emptyBody' : 'groups.emptyReach')}
        >
          {newGroup}
        </EmptyState>
      ) : (
        <>
          {newGroup}
          <ul class="list" aria-label={reader.say('groups.title')}>
            {groups.map((listed) => (
              <GroupRow visit={visit} listed={listed} key={listed.group.id} />
            ))}
          </ul>
        </>
      )}
    </Layout>
  );
}

function GroupRow({
  visit: { reader },
  listed: { group, basis },
}: {
  visit: Visit;
  listed: ListedGroup;
}): VNode {
  return (
    <li class="linked">
      <div class="t">
        <a class="open" href={`/groups/${group.id}`}>
          <bdi>{group.name}</bdi>
        </a>
        <BasisBadge reader={reader} kind={basis} />
      </div>
      <span class="sub">
        <bdi>{group.programme}</bdi> · {reader.list(group.languages.map((code) => reader.languageName(code)))}
      </span>
    </li>
  );
}
