import type { Severity } from '../../kernel/severity.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * How long an answer holds before the incident is nobody's again: long enough to read and to name a commander, short
 * enough that whoever answered and was called away is missed. Every act of theirs renews it.
 */
export const LEASE_MS: Readonly<Record<Severity, number>> = {
  1: 15 * MINUTE,
  2: 30 * MINUTE,
  3: 2 * 60 * MINUTE,
  4: 8 * 60 * MINUTE,
};

/** After a month the evidence may be forgotten by then; what comes back is a new incident. The migration says the same. */
export const REOPEN_MS = 30 * DAY;

/** A severity from which ending an incident takes two people. */
export const FOUR_EYES_FROM: Severity = 2;

/** A required step this late is told up the chain again, once: the commander may have been called away. */
export const STEP_GRACE_MS = 15 * MINUTE;
