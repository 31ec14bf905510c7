import type { Assessment, Doubt, HarmAssessment } from '../kernel/assessment.js';
import type { Harm } from '../kernel/harm.js';
import { LEVELS, compareLevels, worstLevel } from '../kernel/level.js';
import type { Level } from '../kernel/level.js';
import { combine } from './combine.js';
import type { Combined } from './combine.js';
import type { Evidence } from './evidence.js';
import { decideOutcome } from './outcome.js';
import type { Policy } from './policy.js';

/** Signals to probabilities, probabilities to levels by the policy, and an honest outcome. */
export function assess(evidence: Evidence, policy: Policy): Assessment {
  const harms = combine(evidence.signals, policy, evidence.language.language)
    .map((combined) => ({ ...combined, level: levelOf(combined, evidence, policy) }))
    .toSorted(worstFirst);
  const level = worstLevel(harms.map((harm) => harm.level));
  const { outcome, doubts } = decideOutcome(evidence, { harms, level }, policy);
  return {
    messageId: evidence.messageId,
    outcome,
    doubts: doubts satisfies readonly Doubt[],
    level,
    harms,
    language: evidence.language,
    policy: `${policy.name}@${policy.version}`,
  };
}

function levelOf(combined: Combined, evidence: Evidence, policy: Policy): Level {
  const base = byThreshold(combined, policy);
  // A level that asks for nobody is not made urgent by circumstance.
  if (compareLevels(base, 'medium') < 0) return base;
  const steps =
    Number(hasSpread(combined.harm, evidence, policy)) + Number(hurtsMore(combined.harm, evidence, policy));
  return LEVELS[Math.min(LEVELS.indexOf(base) + steps, LEVELS.length - 1)] ?? base;
}

function byThreshold({ harm, probability }: Combined, policy: Policy): Level {
  const { low, medium, high, critical } = policy.harms[harm];
  if (critical !== null && probability >= critical) return 'critical';
  if (high !== null && probability >= high) return 'high';
  if (probability >= medium) return 'medium';
  return probability >= low ? 'low' : 'none';
}

function hasSpread(harm: Harm, { signals }: Evidence, policy: Policy): boolean {
  const { from, harms } = policy.aggravation.spread;
  return harms.includes(harm) && signals.some((s) => s.detector === 'spread' && s.probability >= from);
}

function hurtsMore(harm: Harm, { audience }: Evidence, policy: Policy): boolean {
  return audience === 'vulnerable' && policy.aggravation.vulnerable_audience.harms.includes(harm);
}

function worstFirst(a: HarmAssessment, b: HarmAssessment): number {
  return compareLevels(b.level, a.level) || b.probability - a.probability;
}
