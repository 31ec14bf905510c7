import type { Assessment } from '../../kernel/assessment.js';
import type { Harm } from '../../kernel/harm.js';
import type { GroupId } from '../../kernel/ids.js';
import { LEVELS } from '../../kernel/level.js';
import type { Level } from '../../kernel/level.js';
import type { Reach } from '../../platform/auth/index.js';
import type { Cursor } from './cursor.js';
import type { FlagState } from '../flags/stored-flag.js';

export const OUTCOMES = [
  'judged',
  'not_sure',
  'language_not_supported',
] as const satisfies readonly Assessment['outcome'][];

/** Which part of the queue. Absent means any, but for `state`: open. */
export interface FlagFilter {
  readonly groupId?: GroupId | undefined;
  /** The harm the flag is filed under. */
  readonly harm?: Harm | undefined;
  readonly level?: Level | undefined;
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

/**
 * Only conditions that are asked for, so that each run is a plain range of one index. Whoever reaches a few groups
 * gets a run per group: walking everybody's queue for their few flags would take seconds in a long one.
 */
export function sectionOf(filter: FlagFilter, reach: Reach, after: Cursor | null): Section {
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const runs = [`unnest(${place(filter.outcome ? [filter.outcome] : OUTCOMES)}::text[]) AS run (outcome)`];
  const within = ['f.organisation_id = app_organisation()', 'f.outcome = run.outcome'];
  within.push(`f.state = ${place(filter.state ?? 'open')}`);
  if (reach.kind === 'places' || filter.groupId !== undefined) {
    runs.push(`(SELECT id FROM chat_group c WHERE ${groupsIn(filter.groupId, reach, place)}) AS part`);
    within.push('f.group_id = part.id');
  }
  if (filter.harm !== undefined) within.push(`f.harm = ${place(filter.harm)}`);
  if (filter.level !== undefined)
    within.push(`f.severity_rank = ${place(LEVELS.indexOf(filter.level))}::smallint`);
  if (after !== null)
    within.push(
      `(f.severity_rank, f.created_at, f.id) < (${place(after.severityRank)}::smallint, ` +
        `${place(after.createdAt)}::timestamptz, ${place(after.id)}::uuid)`,
    );
  return { runs: runs.join(' CROSS JOIN '), within: within.join(' AND '), values };
}

function groupsIn(groupId: GroupId | undefined, reach: Reach, place: (value: unknown) => string): string {
  const parts = ['c.organisation_id = app_organisation()'];
  if (groupId !== undefined) parts.push(`c.id = ${place(groupId)}::uuid`);
  if (reach.kind === 'places') {
    const [programmes, groups] = [place(reach.programmeIds), place(reach.groupIds)];
    parts.push(`(c.programme_id = ANY(${programmes}::uuid[]) OR c.id = ANY(${groups}::uuid[]))`);
  }
  return parts.join(' AND ');
}
