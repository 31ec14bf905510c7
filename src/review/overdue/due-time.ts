import { readFileSync } from 'node:fs';
import type { Assessment } from '../../kernel/assessment.js';
import type { Level } from '../../kernel/level.js';

interface Allowed {
  readonly minutes: number;
  /** Why so long and no longer. */
  readonly why: string;
}

interface DueTimes {
  readonly judged: Readonly<Record<Level, Allowed>>;
  readonly not_sure: Allowed;
  readonly language_not_supported: Allowed;
}

/** How long a flag may wait for a person before it goes up the chain. */
const DUE_TIMES = JSON.parse(readFileSync(new URL('./due-times.json', import.meta.url), 'utf8')) as DueTimes;

export function minutesAllowed(outcome: Assessment['outcome'], level: Level): number {
  return outcome === 'judged' ? DUE_TIMES.judged[level].minutes : DUE_TIMES[outcome].minutes;
}

export function dueAt({ outcome, level }: Pick<Assessment, 'outcome' | 'level'>, raisedAt: Date): Date {
  return new Date(raisedAt.getTime() + minutesAllowed(outcome, level) * 60_000);
}
