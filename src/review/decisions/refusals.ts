import type { Refused } from '../../kernel/refused.js';
import { refuse } from '../../kernel/refused.js';
import type { Claim } from '../claims/claim.js';
import type { StoredDecision } from './decision.js';

/** Somebody was first: `by` is a staff id, `at` and `until` are ISO 8601. */
export type TakenRefusal = Refused<'already-decided' | 'held'>;

export function alreadyDecided({ kind, decidedBy, decidedAt }: StoredDecision): TakenRefusal {
  return refuse('already-decided', { kind, by: decidedBy, at: decidedAt.toISOString() });
}

export function heldBy({ staffId, until }: Claim): TakenRefusal {
  return refuse('held', { by: staffId, until: until.toISOString() });
}
