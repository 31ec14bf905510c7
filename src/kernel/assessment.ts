import type { Harm } from './harm.js';
import type { MessageId } from './ids.js';
import type { LanguageVerdict } from './language.js';
import type { Level } from './level.js';
import type { Signal } from './signal.js';

/** The signals about one harm combined: how likely, and how bad by policy. */
export interface HarmAssessment {
  readonly harm: Harm;
  /** 0..1. */
  readonly probability: number;
  readonly level: Level;
  /** The signals that decided, strongest first. */
  readonly signals: readonly Signal[];
}

/** Why nobody should read `none` into a result. */
export type Doubt = 'unsupported_language' | 'too_short' | 'detectors_disagree' | 'detector_failed';

/**
 * What is thought of one message, with everything that decided it.
 * `judged`: the level can be relied on. `not_sure` / `language_not_supported`: an honest result with its own queue.
 */
export interface Assessment {
  readonly messageId: MessageId;
  readonly outcome: 'judged' | 'not_sure' | 'language_not_supported';
  readonly doubts: readonly Doubt[];
  readonly level: Level;
  /** Worst first; only harms with at least one signal. */
  readonly harms: readonly HarmAssessment[];
  readonly language: LanguageVerdict;
  /** `name@version` of the policy that gave the levels; travels with the assessment for ever. */
  readonly policy: string;
}

/** A flag is a message that needs a human: a level that policy says somebody must see, or an honest "cannot tell". */
export function needsHuman(assessment: Assessment): boolean {
  return assessment.outcome !== 'judged' || ['medium', 'high', 'critical'].includes(assessment.level);
}
