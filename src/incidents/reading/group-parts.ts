import { pseudonymOf } from '../../review/index.js';
import type { IncidentGroup } from './incident-view.js';
import type { StoredMember } from './view.repository.js';

/** A rumour in one group may be two hundred forwards; the first ones tell what it is. */
const SHOWN_PER_GROUP = 8;

/** The flags of an incident by group, the group with most of them first. */
export function grouped(flags: readonly StoredMember[]): readonly IncidentGroup[] {
  const groups = new Map<string, StoredMember[]>();
  for (const flag of flags) groups.set(flag.groupId, [...(groups.get(flag.groupId) ?? []), flag]);
  return [...groups.values()]
    .toSorted((a, b) => b.length - a.length)
    .flatMap((members) => {
      const [first] = members;
      if (!first) return [];
      return [
        {
          id: first.groupId,
          name: first.groupName,
          flags: members.length,
          undecided: members.filter(({ state }) => state === 'open').length,
          first: members
            .slice(0, SHOWN_PER_GROUP)
            .map(({ flagId, groupId, memberId, level, sentAt, joinedBy, state }) => ({
              ...{ flagId, groupId, memberId, level, sentAt, joinedBy, state },
              pseudonym: pseudonymOf(memberId),
            })),
        },
      ];
    });
}
