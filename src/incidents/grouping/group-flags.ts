import type { Harm } from '../../kernel/harm.js';
import type { FlagId, GroupId, IncidentId, MemberId, ProgrammeId } from '../../kernel/ids.js';
import { NEAR_BITS, TIES, WINDOWS } from './windows.js';
import type { Tie } from './windows.js';

/** What ties flags together. */
export interface Traits {
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly sentAt: Date;
  /** Null when the text was too short to be compared. */
  readonly sketch: bigint | null;
}

export interface LooseFlag extends Traits {
  readonly flagId: FlagId;
}

/** A flag that stands in an open incident of the same programme and harm. */
export interface TiedFlag extends Traits {
  readonly incidentId: IncidentId;
}

export interface Placement {
  readonly flagId: FlagId;
  readonly incidentId: IncidentId;
  readonly joinedBy: Tie | 'opened' | 'reviewer';
}

export interface Matter {
  readonly programmeId: ProgrammeId;
  readonly harm: Harm;
}

/**
 * Puts each flag into the incident it is tied to most strongly (campaign, then actor, then group; the nearest in time
 * among equals), or opens one; flags of one batch find each other too. Pure: the same flags give the same incidents.
 */
export function groupFlags(
  loose: readonly LooseFlag[],
  open: readonly TiedFlag[],
  nextId: () => IncidentId,
): readonly Placement[] {
  const known: TiedFlag[] = [...open];
  return loose
    .toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime())
    .map((flag) => {
      const found = strongest(flag, known);
      const incidentId = found?.incidentId ?? nextId();
      known.push({ ...flag, incidentId });
      return { flagId: flag.flagId, incidentId, joinedBy: found?.tie ?? 'opened' };
    });
}

/** A reviewer's word keeps flags together: all of them join what the first is tied to, or open one incident. */
export function keepTogether(into: IncidentId | null): typeof groupFlags {
  return (loose, open, nextId) => {
    const [placement] = into === null ? groupFlags(loose.slice(0, 1), open, nextId) : [];
    const incidentId = into ?? placement?.incidentId ?? nextId();
    const joinedBy = placement?.joinedBy === 'opened' ? 'opened' : 'reviewer';
    return loose.map(({ flagId }) => ({ flagId, incidentId, joinedBy }));
  };
}

function strongest(
  flag: Traits,
  known: readonly TiedFlag[],
): { incidentId: IncidentId; tie: Tie } | undefined {
  for (const tie of TIES) {
    const [nearest] = known
      .filter((other) => isTied(tie, flag, other))
      .toSorted((a, b) => apart(flag, a) - apart(flag, b));
    if (nearest) return { incidentId: nearest.incidentId, tie };
  }
  return undefined;
}

const SAME: Readonly<Record<Tie, (a: Traits, b: Traits) => boolean>> = {
  campaign: (a, b) => a.sketch !== null && b.sketch !== null && isNear(a.sketch, b.sketch),
  actor: (a, b) => a.memberId === b.memberId,
  group: (a, b) => a.groupId === b.groupId,
};

function isTied(tie: Tie, a: Traits, b: Traits): boolean {
  return SAME[tie](a, b) && apart(a, b) <= WINDOWS[tie].ms;
}

function apart(a: Traits, b: Traits): number {
  return Math.abs(a.sentAt.getTime() - b.sentAt.getTime());
}

function isNear(a: bigint, b: bigint): boolean {
  let different = BigInt.asUintN(64, a ^ b);
  for (let bits = 0; bits <= NEAR_BITS; bits += 1) {
    if (different === 0n) return true;
    different &= different - 1n;
  }
  return false;
}
