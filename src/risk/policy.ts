import { HARMS } from '../kernel/harm.js';
import type { Harm } from '../kernel/harm.js';

/** From which probability on a harm has which level; null where the policy never goes that far. */
export interface HarmThresholds {
  readonly low: number;
  readonly medium: number;
  readonly high: number | null;
  readonly critical: number | null;
}

/** How far a detector's word is taken. */
export interface Trust {
  readonly weight: number;
  /**
   * Log-odds taken off its probabilities, per harm and, on top, per language of the message: how much rarer the harm is in
   * a chat than where the probabilities were fitted (a change of the prior, Saerens et al. 2002).
   */
  readonly rarity?: {
    readonly harms: Readonly<Partial<Record<Harm, number>>>;
    readonly languages: Readonly<Record<string, number>>;
  };
}

/**
 * Policy as data: versioned, testable on past messages, never code. Every number in the file stands beside its
 * reason (`why`), which the console shows and this type leaves out.
 */
export interface Policy {
  readonly name: string;
  readonly version: string;
  /** Factor on a detector's probability before signals are combined; 1 for detectors not named. */
  readonly trust: Readonly<Record<string, Trust>>;
  readonly harms: Readonly<Record<Harm, HarmThresholds>>;
  readonly aggravation: {
    /** A `spread` signal of at least `from` raises these harms by one level. */
    readonly spread: { readonly from: number; readonly harms: readonly Harm[] };
    readonly vulnerable_audience: { readonly harms: readonly Harm[] };
  };
  readonly doubt: {
    readonly unsure_margin: number;
    readonly readable_letters: number;
    readonly sure_language: number;
    readonly unread_letters: number;
  };
}

/** A harm e to the fifth, 150 times, rarer than where it was learned; beyond it nothing would ever be heard. */
const MOST_RARE = 5;

/** A policy file that cannot be used; `path` is a JSON pointer. */
export class PolicyError extends Error {
  constructor(
    readonly path: string,
    problem: string,
  ) {
    super(`Policy ${path}: ${problem}`);
  }
}

/** Checks a policy read from JSON; throws `PolicyError` with the path of the first thing wrong. */
export function readPolicy(json: string): Policy {
  const policy = JSON.parse(json) as Policy;
  for (const harm of HARMS) {
    const thresholds = policy.harms[harm] as HarmThresholds | undefined;
    if (!thresholds) throw new PolicyError(`/harms/${harm}`, 'is missing; every harm needs its thresholds');
    requireRising(`/harms/${harm}`, thresholds);
  }
  for (const [detector, { weight, rarity }] of Object.entries(policy.trust)) {
    if (!(weight > 0 && weight <= 1)) throw new PolicyError(`/trust/${detector}/weight`, 'must be in (0, 1]');
    const shifts = rarity ? [...Object.values(rarity.harms), ...Object.values(rarity.languages)] : [];
    if (shifts.some((shift) => !(shift >= 0 && shift <= MOST_RARE)))
      throw new PolicyError(`/trust/${detector}/rarity`, `must hold log-odds from 0 to ${MOST_RARE}`);
  }
  return policy;
}

function requireRising(path: string, thresholds: HarmThresholds): void {
  const steps = [thresholds.low, thresholds.medium, thresholds.high ?? 1, thresholds.critical ?? 1];
  const rising = steps.every((step, i) => step > 0 && step <= 1 && (i === 0 || step >= (steps[i - 1] ?? 0)));
  if (!rising) throw new PolicyError(path, 'thresholds must rise from low to critical within (0, 1]');
}
