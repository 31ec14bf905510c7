import type { Harm } from '../../kernel/harm.js';
import type { Role } from '../../kernel/principal.js';
import type { Severity } from '../../kernel/severity.js';

/** Our own words in several languages; English and Arabic are always there. */
export type Wording = Readonly<Record<string, string>> & { readonly en: string; readonly ar: string };

/**
 * What kind of thing a person does at a step. `manual`: something in the world. `message`: words sent to people.
 * `platform_action`: something done on the channel, where the channel can.
 */
export const STEP_KINDS = ['manual', 'message', 'platform_action'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** The move of the incident that a required step holds back. */
export const STEP_GATES = ['contain', 'resolve'] as const;
export type StepGate = (typeof STEP_GATES)[number];

/** What a step can turn out to be, and where that leads; `null` ends the path. */
export interface StepOutcome {
  readonly id: string;
  readonly title: Wording;
  readonly next: string | null;
}

export interface PlaybookStep {
  readonly id: string;
  readonly kind: StepKind;
  readonly title: Wording;
  /** How to do it, in a few sentences. */
  readonly guidance: Wording;
  /** Whose work it usually is. */
  readonly role: Role;
  /** From the moment the incident is confirmed. */
  readonly dueMinutes: number;
  readonly before: StepGate;
  readonly required: boolean;
  /** Something has to be written down or sealed before the step is done. */
  readonly evidence: boolean;
  /** Empty for a step that simply goes on to `next`. */
  readonly outcomes: readonly StepOutcome[];
  readonly next: string | null;
  /** Where the channel cannot do it: what people do instead. Always there for a `platform_action`. */
  readonly onUnavailable: Wording | null;
  /** What the step must not do to anybody. */
  readonly doNoHarm: Wording | null;
}

export interface Playbook {
  readonly id: string;
  readonly version: number;
  readonly title: Wording;
  /** When it is the right one, in a sentence. */
  readonly summary: Wording;
  readonly harms: readonly Harm[];
  /** The mildest severity it is meant for. */
  readonly severity: Severity;
  readonly ownerRole: Role;
  /** `2026-11-01`. */
  readonly reviewedOn: string;
  readonly steps: readonly PlaybookStep[];
}
