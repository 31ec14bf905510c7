import type { Id, ProgrammeId, StaffId } from '../../kernel/ids.js';
import type { Role } from '../../kernel/principal.js';
import type { Severity } from '../../kernel/severity.js';

export type PolicyId = Id<'escalation_policy'>;

/**
 * Whom a step tells. `within: 'programme'` means those who hold the role there, and where none of them is available,
 * those who hold it for the whole organisation; `'organisation'` means the latter only.
 */
export type Target =
  | { readonly kind: 'role'; readonly role: Role; readonly within: 'programme' | 'organisation' }
  | { readonly kind: 'person'; readonly staffId: StaffId };

/** One rung of the chain. */
export interface Step {
  readonly targets: readonly Target[];
  /** How long its people have to answer, in minutes; null where the step is passed over at that severity. */
  readonly minutes: Readonly<Record<Severity, number | null>>;
}

/** One version of the chain of command of a programme. Only a draft can be changed; runs keep a copy of its steps. */
export interface Policy {
  readonly id: PolicyId;
  readonly programmeId: ProgrammeId;
  readonly version: number;
  readonly state: 'draft' | 'published' | 'retired';
  readonly steps: readonly Step[];
  readonly changedAt: Date;
  readonly publishedAt: Date | null;
}

/** The roles that can be told: those that answer for incidents, and those that can find somebody who does. */
export const TARGET_ROLES = [
  'community_manager',
  'safeguarding_lead',
  'commander_on_duty',
  'admin',
] as const satisfies readonly Role[];

/** A longer chain is one that nobody can keep in mind when it matters. */
export const MOST_STEPS = 6;

export const SHORTEST_MINUTES = 1;
/** A day: whoever waits longer for an answer does not wait, but forgets. */
export const LONGEST_MINUTES = 24 * 60;
