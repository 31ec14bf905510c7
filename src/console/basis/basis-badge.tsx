import type { VNode } from 'preact';
import type { BasisStatus } from '../../consent/index.js';
import type { Reader } from '../words/reader.js';

const LOOKS: Readonly<Record<BasisStatus['kind'], readonly [string, string]>> = {
  active: ['ok', '✓'],
  none: ['medium', '!'],
  expired: ['medium', '!'],
  withdrawn: ['low', '○'],
};

/** Whether the group's messages may be read at all. */
export function BasisBadge({ reader, kind }: { reader: Reader; kind: BasisStatus['kind'] }): VNode {
  const [look, shape] = LOOKS[kind];
  return (
    <span class={`lvl ${look}`}>
      <span aria-hidden="true">{shape}</span> {reader.say(`basis.status.${kind}`)}
    </span>
  );
}
