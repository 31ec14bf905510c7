import type { Harm } from '../kernel/harm.js';
import type { Signal } from '../kernel/signal.js';
import type { Policy } from './policy.js';

/** The signals of one harm and what they amount to. */
export interface Combined {
  readonly harm: Harm;
  readonly probability: number;
  /** Strongest first. */
  readonly signals: readonly Signal[];
}

/**
 * Noisy-or over detectors: P = 1 - prod(1 - w_d * max p_d), Pearl 1988, section 4.3.2. Signals of one detector share
 * their evidence, so only its strongest counts; detectors are taken as independent after their trust weight.
 */
export function combine(signals: readonly Signal[], policy: Policy): readonly Combined[] {
  const byHarm = new Map<Harm, Signal[]>();
  for (const signal of signals) {
    const known = byHarm.get(signal.harm);
    if (known) known.push(signal);
    else byHarm.set(signal.harm, [signal]);
  }
  return [...byHarm].map(([harm, ofHarm]) => {
    const strongestFirst = ofHarm.toSorted((a, b) => b.probability - a.probability);
    return { harm, probability: noisyOr(strongestFirst, policy), signals: strongestFirst };
  });
}

function noisyOr(strongestFirst: readonly Signal[], policy: Policy): number {
  const heard = new Set<string>();
  let harmless = 1;
  for (const { detector, probability } of strongestFirst) {
    if (heard.has(detector)) continue;
    heard.add(detector);
    harmless *= 1 - probability * (policy.trust[detector]?.weight ?? 1);
  }
  return 1 - harmless;
}
