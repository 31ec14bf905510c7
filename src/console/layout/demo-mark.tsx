import type { VNode } from 'preact';
import type { Visit } from '../visit/visit.js';

/** On every page among invented people: nobody is to take them for real ones. */
export function DemoMark({ visit: { principal, reader } }: { visit: Visit }): VNode | null {
  if (!principal?.demo) return null;
  return (
    <p class="demo">
      <b>{reader.say('demo.mark')}</b> {reader.say('demo.mark.body')}
    </p>
  );
}
