import type { VNode } from 'preact';
import type { Severity } from '../../kernel/severity.js';
import type { Reader } from '../words/reader.js';

/** Shape, number and word beside the colour: nothing is told by colour alone. */
const LOOKS: Readonly<Record<Severity, readonly [shape: string, className: string]>> = {
  1: ['▲', 'critical'],
  2: ['◆', 'high'],
  3: ['●', 'medium'],
  4: ['○', 'low'],
};

export function SeverityBadge({ reader, severity }: { reader: Reader; severity: Severity }): VNode {
  const [shape, className] = LOOKS[severity];
  return (
    <span class={`lvl ${className}`}>
      <span aria-hidden="true">{shape}</span> {reader.say('severity.badge', { level: severity })}
    </span>
  );
}
