import type { Signal } from '../../../kernel/signal.js';
import type { Turn } from '../../detector.js';

/** The turns before a message that are looked at: more would be another conversation. */
const TURNS_BEFORE = 2;
/** From this heat on a turn is an attack more likely than not. */
const HEATED_FROM = 0.5;
/** Below, nothing points to an attack; from the other end on, no circumstance is needed. */
const BORDERLINE = { from: 0.2, below: 0.6 };
/**
 * P(attack | right after an attack, words that may be one), beyond what the words say: 0.4 becomes 0.55. After two heated
 * turns a little more.
 */
const WORTH = [0.25, 0.35] as const;

const ATTACKS: ReadonlySet<string> = new Set(['hate', 'abuse', 'threat']);

export interface AfterHeat {
  readonly harm: Signal['harm'];
  readonly probability: number;
}

/** A message that may be an attack, read in the light of the two before it; null where either is calm. */
export function afterHeat(before: readonly Turn[], since: Date, own: readonly Signal[]): AfterHeat | null {
  const [strongest] = own
    .filter(({ harm }) => ATTACKS.has(harm))
    .toSorted((a, b) => b.probability - a.probability);
  if (!strongest || strongest.probability < BORDERLINE.from || strongest.probability >= BORDERLINE.below)
    return null;
  const heated = before
    .filter(({ kind }) => kind === 'message')
    .slice(-TURNS_BEFORE)
    .filter(({ at, heat }) => at >= since && heat >= HEATED_FROM).length;
  const probability = WORTH[heated - 1];
  return probability === undefined ? null : { harm: strongest.harm, probability };
}
