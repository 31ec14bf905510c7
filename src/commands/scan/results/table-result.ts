import { compareLevels } from '../../../kernel/level.js';
import type { Level } from '../../../kernel/level.js';
import { write } from '../../outcome.js';
import type { FindingLine } from './finding-line.js';
import type { Result } from './result.js';

interface Row {
  readonly line: FindingLine;
  readonly words: string;
}

/** Shape and word, as in the console: no colour is needed to tell levels apart. */
const SHAPES: Readonly<Record<Level, string>> = {
  critical: '▲',
  high: '◆',
  medium: '●',
  low: '○',
  none: '·',
};

/** Enough to recognise a message in the chat, short enough for one line of a terminal. */
const SNIPPET = 96;

/** A table for people: worst first, each message with its words and the reasons. */
export function tableResult(out: NodeJS.WritableStream, timezone: string): Result {
  const rows: Row[] = [];
  const when = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: timezone,
  });
  return {
    add: ({ message }, line) => {
      rows.push({ line, words: snippet(message.text) });
      return Promise.resolve();
    },
    end: async () => {
      for (const row of rows.toSorted(worstFirst)) await write(out, render(row, when));
    },
  };
}

function worstFirst(a: Row, b: Row): number {
  return compareLevels(b.line.level, a.line.level) || Number(a.line.line) - Number(b.line.line);
}

function render({ line, words }: Row, when: Intl.DateTimeFormat): string {
  const level = line.outcome === 'judged' ? line.level : line.outcome.replaceAll('_', ' ');
  const shape = SHAPES[line.level];
  const harms = line.harms
    .filter((harm) => harm.level !== 'none')
    .map(({ harm, probability }) => `${harm.replaceAll('_', ' ')} ${probability.toFixed(2)}`);
  const place = `line ${line.line ?? '?'} · ${when.format(new Date(line.at))} · ${line.member}`;
  const why = line.reasons.map(
    ({ detector, why, precision }) => `    ${detector.padEnd(14)} ${why}${worthOf(precision)}\n`,
  );
  return `${shape} ${level.padEnd(9)} ${harms.join(', ').padEnd(34)} ${place}\n    ${words}\n${[...new Set(why)].join('')}\n`;
}

/** Said only where it was measured for this harm in this language. */
function worthOf(precision: number | null): string {
  return precision === null ? '' : ` (right in ${Math.round(100 * precision)} % of checked messages)`;
}

/** One line, without characters that would move the terminal's cursor or turn its direction. */
function snippet(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > SNIPPET ? `${line.slice(0, SNIPPET - 1)}…` : line;
}
