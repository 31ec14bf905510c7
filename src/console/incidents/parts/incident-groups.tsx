import type { VNode } from 'preact';
import type { IncidentGroup } from '../../../incidents/index.js';
import { LevelBadge } from '../../layout/level-badge.js';
import { Moment } from '../../layout/moment.js';
import type { Visit } from '../../visit/visit.js';

/** The messages of an incident by group: pseudonyms and links; the words are on the flag's own page. */
export function IncidentGroups(props: {
  visit: Visit;
  groups: readonly IncidentGroup[];
  zone: string;
}): VNode {
  const { visit, groups, zone } = props;
  const { reader } = visit;
  return (
    <article class="card" aria-label={reader.say('incidents.inGroups')}>
      <h2>{reader.say('incidents.inGroups')}</h2>
      {groups.map((group, index) => (
        <details class="group" open={index === 0} key={group.id}>
          <summary>
            <bdi>{group.name}</bdi> <span class="n">{reader.number(group.flags)}</span>
            {group.undecided > 0 && (
              <span class="sub"> · {reader.say('incidents.undecided', { count: group.undecided })}</span>
            )}
          </summary>
          <ul class="plain">
            {group.first.map((flag) => (
              <li class="row" key={flag.flagId}>
                <LevelBadge reader={reader} level={flag.level} />
                <a href={`/flags/${flag.flagId}`}>
                  <bdi class="id">{flag.pseudonym}</bdi>
                </a>
                <span class="sub">
                  <Moment visit={visit} at={flag.sentAt} zone={zone} /> ·{' '}
                  {reader.say(joinedWord(flag.joinedBy))}
                </span>
              </li>
            ))}
          </ul>
          {group.flags > group.first.length && (
            <p class="sub">{reader.say('incidents.andMore', { count: group.flags - group.first.length })}</p>
          )}
        </details>
      ))}
    </article>
  );
}

const JOINED = ['opened', 'campaign', 'actor', 'group', 'reviewer', 'merge'] as const;

function joinedWord(joinedBy: string): `incidents.joined.${(typeof JOINED)[number]}` {
  return `incidents.joined.${JOINED.find((known) => known === joinedBy) ?? 'opened'}`;
}
