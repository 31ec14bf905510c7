import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import type { NewBasis } from './ledger-event.js';
import { isOver } from './status.js';

export type BasisRefusal = Refused<
  /** Somebody with power asked: consent under a recorded imbalance is not free. */
  | 'consent-not-free'
  /** Legitimate interest stands on a balancing test that was written down. */
  | 'balancing-test-missing'
  | 'already-over'
  | 'decided-in-the-future'
>;

/** Clocks of phones and servers differ; a decision a few minutes "ahead" was taken just now. */
const CLOCK_SLACK = 10 * 60_000;

/** What the law refuses, before anything is written. */
export function refusalOf(basis: NewBasis, at: Date): BasisRefusal | null {
  const isConsent = basis.basis === 'consent' || basis.basis === 'explicit_consent';
  if (isConsent && basis.powerImbalance) return refuse('consent-not-free');
  const isBalanced = basis.balancingTestId !== null && basis.balancingTestId.trim() !== '';
  if (basis.basis === 'legitimate_interest' && !isBalanced) return refuse('balancing-test-missing');
  if (isOver(basis.validUntil, at)) return refuse('already-over');
  if (basis.decidedAt.getTime() > at.getTime() + CLOCK_SLACK) return refuse('decided-in-the-future');
  return null;
}
