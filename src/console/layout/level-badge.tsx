import type { VNode } from 'preact';
import type { Assessment } from '../../kernel/assessment.js';
import type { Level } from '../../kernel/level.js';
import type { Reader } from '../words/reader.js';

/** Shape and word beside the colour: nothing is told by colour alone. */
const SHAPES: Readonly<Record<Level, string>> = {
  critical: '▲',
  high: '◆',
  medium: '●',
  low: '○',
  none: '·',
};

export function LevelBadge({ reader, level }: { reader: Reader; level: Level }): VNode {
  return (
    <span class={`lvl ${level}`}>
      <span aria-hidden="true">{SHAPES[level]}</span> {reader.say(`level.${level}`)}
    </span>
  );
}

interface OutcomeBadgeProps {
  readonly reader: Reader;
  readonly outcome: Assessment['outcome'];
  readonly level: Level;
}

/** An honest "cannot tell" is never dressed as a level. */
export function OutcomeBadge({ reader, outcome, level }: OutcomeBadgeProps): VNode {
  if (outcome === 'judged') return <LevelBadge reader={reader} level={level} />;
  return (
    <span class="lvl low">
      <span aria-hidden="true">?</span> {reader.say(`outcome.${outcome}`)}
    </span>
  );
}
