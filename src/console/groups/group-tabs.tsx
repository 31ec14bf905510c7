import type { VNode } from 'preact';
import type { GroupId } from '../../kernel/ids.js';
import type { PermissionName } from '../../platform/auth/index.js';
import { mayAnywhere } from '../../platform/auth/index.js';
import type { Visit } from '../visit/visit.js';

const TABS = [
  ['overview', '', 'groups.read'],
  ['basis', '/basis', 'basis.read'],
  ['import', '/import', 'imports.start'],
  ['settings', '/settings', 'groups.manage'],
  ['rules', '/rules', 'groups.manage'],
] as const satisfies readonly (readonly [string, string, PermissionName])[];

export type GroupTab = (typeof TABS)[number][0];

export function GroupTabs({
  visit,
  groupId,
  here,
}: {
  visit: Visit;
  groupId: GroupId;
  here: GroupTab;
}): VNode {
  const { reader, principal } = visit;
  return (
    <nav class="tabs" aria-label={reader.say('group.tabs')}>
      {TABS.filter(([, , permission]) => principal && mayAnywhere(principal, permission)).map(
        ([tab, path]) => (
          <a key={tab} href={`/groups/${groupId}${path}`} aria-current={tab === here ? 'page' : undefined}>
            {reader.say(`group.tab.${tab}`)}
          </a>
        ),
      )}
    </nav>
  );
}
