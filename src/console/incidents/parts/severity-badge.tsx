import type { VNode } from 'preact';
import type { Severity } from '../../../kernel/severity.js';
import type { Reader } from '../../words/reader.js';

/** Shape, number and word beside the colour. */
const LOOKS: Readonly<Record<Severity, readonly [level: string, shape: string]>> = {
  1: ['critical', '▲'],
  2: ['high', '◆'],
  3: ['medium', '●'],
  4: ['low', '○'],
};

export function levelOf(severity: Severity): string {
  return LOOKS[severity][0];
}

export function SeverityBadge({ reader, severity }: { reader: Reader; severity: Severity }): VNode {
  const [level, shape] = LOOKS[severity];
  return (
    <span class={`lvl ${level}`} title={reader.say(`incidents.severity.${severity}`)}>
      <span aria-hidden="true">{shape}</span> {reader.say('incidents.severityShort', { severity })}
    </span>
  );
}
