import type { Step } from './policy.js';

/**
 * How long each rung has before the next is told, in minutes per severity.
 * 1, a life may be at risk: a phone is looked at within five minutes or not soon.
 * 2, serious harm under way: a quarter of an hour leaves room for a meeting to be left.
 * 3, harm likely: an hour. 4, for information: four hours, half a working day.
 */
const MINUTES = { 1: 5, 2: 15, 3: 60, 4: 240 } as const;

/** The chain of a programme that nobody has written one for: those closest first, and at the end whoever can find help. */
export const DEFAULT_STEPS: readonly Step[] = [
  {
    targets: [
      { kind: 'role', role: 'community_manager', within: 'programme' },
      { kind: 'role', role: 'safeguarding_lead', within: 'programme' },
    ],
    minutes: MINUTES,
  },
  { targets: [{ kind: 'role', role: 'safeguarding_lead', within: 'organisation' }], minutes: MINUTES },
  { targets: [{ kind: 'role', role: 'admin', within: 'organisation' }], minutes: MINUTES },
];
