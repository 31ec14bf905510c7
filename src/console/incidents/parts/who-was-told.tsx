import type { VNode } from 'preact';
import { Moment } from '../../layout/moment.js';
import type { MoveProps } from '../moves/move-props.js';
import { nameOf } from '../people.js';
import { Deadline } from './deadline.js';

/** Whom word has reached, who answered, and when the next people are told. */
export function WhoWasTold({ visit, view }: MoveProps): VNode {
  const { reader } = visit;
  const { people, nextAt, unanswerable } = view.told;
  return (
    <article class="card" aria-label={reader.say('incidents.told')}>
      <h2>{reader.say('incidents.told')}</h2>
      {people.length === 0 && <p class="sub">{reader.say('incidents.toldNobody')}</p>}
      {people.length > 0 && (
        <ul class="plain">
          {people.map(({ staffId, toldAt, answeredAt, mail }) => (
            <li key={staffId}>
              {nameOf(visit, view.people, staffId)}
              <span class="sub block">
                {reader.say(answeredAt === null ? `incidents.told.${mail}` : 'incidents.told.answered')}{' '}
                <Moment visit={visit} at={answeredAt ?? toldAt} zone={view.timezone} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {unanswerable && <p class="alert">{reader.say('incidents.unanswerable')}</p>}
      {nextAt !== null && (
        <p class="sub">
          {reader.say('incidents.toldNext')} <Deadline visit={visit} at={nextAt} zone={view.timezone} />
        </p>
      )}
    </article>
  );
}
