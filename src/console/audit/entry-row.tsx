import type { VNode } from 'preact';
import type { ListedEntry } from '../../audit/index.js';
import { Moment } from '../layout/moment.js';
import type { Visit } from '../visit/visit.js';

/** One line of the log: what, by whom, about what, and its place. Every part leads to what else belongs to it. */
export function EntryRow(props: { visit: Visit; listed: ListedEntry; zone: string }): VNode {
  const { visit, zone } = props;
  const { entry, position } = props.listed;
  const { reader } = visit;
  const details = Object.entries(entry.details);
  return (
    <li>
      <div class="t">
        <span>
          <a class="id" href={`/audit?act=${encodeURIComponent(entry.act)}`}>
            <bdi>{entry.act}</bdi>
          </a>{' '}
          {entry.outcome === 'refused' && <span class="chip">{reader.say('audit.refused')}</span>}
        </span>
        <Moment visit={visit} at={new Date(entry.at)} zone={zone} />
      </div>
      <span class="sub">
        {reader.say(`audit.actor.${actorKind(entry.actor.kind)}`)}{' '}
        <a class="id" href={`/audit?actor=${encodeURIComponent(entry.actor.id)}`}>
          <bdi>{entry.actor.id}</bdi>
        </a>{' '}
        · <bdi class="id">{entry.object.kind}</bdi>{' '}
        <a class="id" href={`/audit?object=${encodeURIComponent(entry.object.id)}`}>
          <bdi>{entry.object.id}</bdi>
        </a>
      </span>
      {details.length > 0 && (
        <bdi class="id">{details.map(([name, value]) => `${name} ${String(value)}`).join(' · ')}</bdi>
      )}
      <span class="sub">
        {position === null ? reader.say('audit.noPlace') : reader.say('audit.place', { position })}
      </span>
    </li>
  );
}

const ACTOR_KINDS = ['staff', 'service', 'integration', 'anonymous'] as const;

function actorKind(kind: string): (typeof ACTOR_KINDS)[number] {
  return ACTOR_KINDS.find((known) => known === kind) ?? 'service';
}
