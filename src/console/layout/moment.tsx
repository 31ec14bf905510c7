import type { VNode } from 'preact';
import type { Visit } from '../visit/visit.js';

/** How long ago, with the exact time in the group's zone on hover and for machines. */
export function Moment({ visit, at, zone }: { visit: Visit; at: Date; zone: string }): VNode {
  return (
    <time dateTime={at.toISOString()} title={visit.reader.moment(at, zone)}>
      {visit.reader.ago(at, visit.now)}
    </time>
  );
}
