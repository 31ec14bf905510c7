import type { Assessment } from '../../kernel/assessment.js';
import type { Harm } from '../../kernel/harm.js';
import type { GroupId, ProgrammeId } from '../../kernel/ids.js';
import { LEVELS } from '../../kernel/level.js';
import type { Level } from '../../kernel/level.js';
import type { Reach } from '../../platform/auth/index.js';
import type { FlagState } from '../flags/stored-flag.js';
import { minutesAllowed } from '../overdue/due-time.js';
import type { Cursor } from './cursor.js';

export const OUTCOMES = [
  'judged',
  'not_sure',
  'language_not_supported',
] as const satisfies readonly Assessment['outcome'][];

/** How long a flag has waited at least; `overdue` is longer than its level allows. */
export const WAITS = ['hour', 'day', 'week', 'overdue'] as const;

export type Wait = (typeof WAITS)[number];

const MINUTES: Readonly<Record<Exclude<Wait, 'overdue'>, number>> = { hour: 60, day: 1_440, week: 10_080 };

/** Which part of the queue. Absent means any, but for `state`: open. */
export interface FlagFilter {
  readonly programmeId?: ProgrammeId | undefined;
  readonly groupId?: GroupId | undefined;
  /** The harm the flag is filed under. */
  readonly harm?: Harm | undefined;
  readonly level?: Level | undefined;
  /** ISO 639-3, as the language was told. */
  readonly language?: string | undefined;
  readonly waiting?: Wait | undefined;
  readonly outcome?: Assessment['outcome'] | undefined;
  readonly state?: FlagState | undefined;
}

/** The part of the queue that is asked for, as SQL with its values numbered from `$1`. */
export interface Section {
  /** A row per sorted run of the index: an outcome of the organisation, or of each group in question. */
  readonly runs: string;
  /** What holds of `flag f` within a run. */
  readonly within: string;
  readonly values: readonly unknown[];
}

type Place = (value: unknown) => string;

/**
 * Only conditions that are asked for, so that each run is a plain range of one index. Whoever reaches a few groups
 * gets a run per group: walking everybody's queue for their few flags would take seconds in a long one.
 */
export function sectionOf(filter: FlagFilter, reach: Reach, after: Cursor | null): Section {
  const values: unknown[] = [];
  const place: Place = (value) => `$${values.push(value)}`;
  const runs = [outcomeRuns(filter, place)];
  const within = ['f.organisation_id = app_organisation()', 'f.outcome = run.outcome'];
  within.push(`f.state = ${place(filter.state ?? 'open')}`);
  if (reach.kind === 'places' || filter.groupId !== undefined || filter.programmeId !== undefined) {
    runs.push(`(SELECT id FROM chat_group c WHERE ${groupsIn(filter, reach, place)}) AS part`);
    within.push('f.group_id = part.id');
  }
  if (filter.harm !== undefined) within.push(`f.harm = ${place(filter.harm)}`);
  if (filter.language !== undefined) within.push(`f.spoken = ${place(filter.language)}`);
  // A range, not an equality: only so is the index that is in order of level and time the one that answers.
  if (filter.waiting !== undefined)
    within.push('(f.severity_rank, f.created_at) <= (run.rank, run.latest) AND f.severity_rank >= run.rank');
  else if (filter.level !== undefined)
    within.push(`f.severity_rank = ${place(LEVELS.indexOf(filter.level))}::smallint`);
  if (after !== null)
    within.push(
      `(f.severity_rank, f.created_at, f.id) < (${place(after.severityRank)}::smallint, ` +
        `${place(after.createdAt)}::timestamptz, ${place(after.id)}::uuid)`,
    );
  return { runs: runs.join(' CROSS JOIN '), within: within.join(' AND '), values };
}

/** Within an outcome and a level the queue is in order of time: asking for age gives a run to each of them. */
function outcomeRuns({ outcome, level, waiting }: FlagFilter, place: Place): string {
  const outcomes = outcome ? [outcome] : OUTCOMES;
  if (waiting === undefined) return `unnest(${place(outcomes)}::text[]) AS run (outcome)`;
  const levels = level ? [level] : LEVELS;
  const runs = outcomes.flatMap((one) => levels.map((each) => ({ outcome: one, level: each })));
  const [names, ranks, minutes] = [
    place(runs.map((run) => run.outcome)),
    place(runs.map((run) => LEVELS.indexOf(run.level))),
    place(
      runs.map((run) => (waiting === 'overdue' ? minutesAllowed(run.outcome, run.level) : MINUTES[waiting])),
    ),
  ];
  return `(SELECT outcome, rank, app_now() - make_interval(mins => minutes) AS latest
    FROM unnest(${names}::text[], ${ranks}::smallint[], ${minutes}::integer[]) AS asked (outcome, rank, minutes)
    OFFSET 0) AS run`;
}

function groupsIn({ groupId, programmeId }: FlagFilter, reach: Reach, place: Place): string {
  const parts = ['c.organisation_id = app_organisation()'];
  if (groupId !== undefined) parts.push(`c.id = ${place(groupId)}::uuid`);
  if (programmeId !== undefined) parts.push(`c.programme_id = ${place(programmeId)}::uuid`);
  if (reach.kind === 'places') {
    const [programmes, groups] = [place(reach.programmeIds), place(reach.groupIds)];
    parts.push(`(c.programme_id = ANY(${programmes}::uuid[]) OR c.id = ANY(${groups}::uuid[]))`);
  }
  return parts.join(' AND ');
}
