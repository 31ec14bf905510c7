import { exhaustive } from '../../kernel/exhaustive.js';
import type { BasisEvent, NewBasis } from './ledger-event.js';

/** What the ledger says about a group now. Derived from its events, never stored. */
export type BasisStatus =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'active' | 'expired' | 'withdrawn';
      /** The event that decided. */
      readonly eventId: string;
      /** When it was recorded. */
      readonly at: Date;
      /** The terms in force, or those that were before they ran out or were withdrawn. */
      readonly recorded: NewBasis;
    };

/** Folds a group's events, oldest first. The newest decides: a new basis replaces the one before, a withdrawal ends it. */
export function statusOf(events: readonly BasisEvent[], at: Date): BasisStatus {
  let status: BasisStatus = { kind: 'none' };
  for (const event of events) status = after(status, event, at);
  return status;
}

function after(before: BasisStatus, event: BasisEvent, at: Date): BasisStatus {
  const decided = { eventId: event.id, at: event.at };
  switch (event.event) {
    case 'recorded': {
      const { terms } = event;
      return { kind: isOver(terms.validUntil, at) ? 'expired' : 'active', ...decided, recorded: terms };
    }
    case 'withdrawn':
      return before.kind === 'none' ? before : { kind: 'withdrawn', ...decided, recorded: before.recorded };
    default:
      return exhaustive(event);
  }
}

/** The last moment is outside: a basis valid until midnight does not hold at midnight. */
export function isOver(validUntil: Date | null, at: Date): boolean {
  return validUntil !== null && validUntil <= at;
}
