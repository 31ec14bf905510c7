import type { Assessment, Doubt, HarmAssessment } from '../kernel/assessment.js';
import { compareLevels } from '../kernel/level.js';
import type { Level } from '../kernel/level.js';
import type { Evidence } from './evidence.js';
import type { Policy } from './policy.js';

interface Judged {
  readonly harms: readonly HarmAssessment[];
  readonly level: Level;
}

/**
 * Whether the level can be relied on. A level that already calls a human is a judgement whatever else is in doubt;
 * below it, nobody may read `none` into a message that was not understood.
 */
export function decideOutcome(
  evidence: Evidence,
  judged: Judged,
  policy: Policy,
): Pick<Assessment, 'outcome' | 'doubts'> {
  const doubts = doubtsAbout(evidence, judged, policy);
  if (compareLevels(judged.level, 'medium') >= 0) return { outcome: 'judged', doubts };
  if (doubts.includes('unsupported_language')) return { outcome: 'language_not_supported', doubts };
  const unsure =
    doubts.includes('detectors_disagree') ||
    (doubts.includes('detector_failed') && (evidence.unread || judged.level === 'low'));
  return { outcome: unsure ? 'not_sure' : 'judged', doubts };
}

function doubtsAbout(evidence: Evidence, judged: Judged, policy: Policy): Doubt[] {
  const doubts: Doubt[] = [];
  if (isUnread(evidence, policy)) doubts.push('unsupported_language');
  if (evidence.letters > 0 && evidence.letters < policy.doubt.readable_letters) doubts.push('too_short');
  if (evidence.failedDetectors > 0) doubts.push('detector_failed');
  if (judged.harms.some((harm) => isTorn(harm, policy))) doubts.push('detectors_disagree');
  return doubts;
}

/** A language surely told that no detector reads; with a guess at the language, only when much was written in it. */
function isUnread({ language, letters, languageSupported }: Evidence, { doubt }: Policy): boolean {
  if (languageSupported) return false;
  return (
    letters >= (language.confidence >= doubt.sure_language ? doubt.readable_letters : doubt.unread_letters)
  );
}

/** Just below the level that asks for a human, with more than one detector speaking: no answer either way. */
function isTorn({ harm, probability, signals }: HarmAssessment, policy: Policy): boolean {
  const { medium } = policy.harms[harm];
  const near = probability < medium && probability >= medium - policy.doubt.unsure_margin;
  return near && new Set(signals.map((signal) => signal.detector)).size > 1;
}
