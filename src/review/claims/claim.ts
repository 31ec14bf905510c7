import type { FlagId, StaffId } from '../../kernel/ids.js';

/** Somebody is on it until then. */
export interface Claim {
  readonly flagId: FlagId;
  readonly staffId: StaffId;
  readonly until: Date;
}

/** Long enough to read a conversation and ask a colleague; short enough that a closed laptop blocks nobody for long. */
export const CLAIM_MINUTES = 10;

export function claimedUntil(now: Date): Date {
  return new Date(now.getTime() + CLAIM_MINUTES * 60_000);
}
