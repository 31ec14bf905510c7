import type { VNode } from 'preact';
import type { Visit } from '../../visit/visit.js';

/** When something runs out, or that it has: with a word, not only a colour. */
export function Deadline({ visit, at, zone }: { visit: Visit; at: Date; zone: string }): VNode {
  const { reader, now } = visit;
  const isOver = at.getTime() < now.getTime();
  return (
    <time class={isOver ? 'chip late' : 'chip'} dateTime={at.toISOString()} title={reader.moment(at, zone)}>
      {reader.say(isOver ? 'incidents.wasDue' : 'incidents.due', { when: reader.ago(at, now) })}
    </time>
  );
}
