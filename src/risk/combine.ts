import type { Harm } from '../kernel/harm.js';
import type { Signal } from '../kernel/signal.js';
import type { Policy, Trust } from './policy.js';

/** The signals of one harm and what they amount to. */
export interface Combined {
  readonly harm: Harm;
  readonly probability: number;
  /** Strongest first. */
  readonly signals: readonly Signal[];
}

/**
 * Noisy-or over detectors: P = 1 - prod(1 - w_d * max p_d), Pearl 1988, section 4.3.2. Signals of one detector share
 * their evidence, so only its strongest counts; detectors are taken as independent after their trust weight. `language` is
 * the message's; a detector may be trusted less in some.
 */
export function combine(signals: readonly Signal[], policy: Policy, language = 'und'): readonly Combined[] {
  const byHarm = new Map<Harm, Signal[]>();
  for (const signal of signals) {
    const known = byHarm.get(signal.harm);
    if (known) known.push(signal);
    else byHarm.set(signal.harm, [signal]);
  }
  return [...byHarm].map(([harm, ofHarm]) => {
    const strongestFirst = ofHarm.toSorted((a, b) => b.probability - a.probability);
    return { harm, probability: noisyOr(strongestFirst, policy, language), signals: strongestFirst };
  });
}

function noisyOr(strongestFirst: readonly Signal[], policy: Policy, language: string): number {
  const heard = new Set<string>();
  let harmless = 1;
  for (const signal of strongestFirst) {
    if (heard.has(signal.detector)) continue;
    heard.add(signal.detector);
    harmless *= 1 - trusted(signal, policy.trust[signal.detector], language);
  }
  return 1 - harmless;
}

function trusted({ harm, probability }: Signal, trust: Trust | undefined, language: string): number {
  const { weight = 1, rarity } = trust ?? {};
  if (!rarity || probability <= 0 || probability >= 1) return probability * weight;
  const rare = (rarity.harms[harm] ?? 0) + (rarity.languages[language] ?? 0);
  const odds = (probability / (1 - probability)) * Math.exp(-rare);
  return (odds / (1 + odds)) * weight;
}
