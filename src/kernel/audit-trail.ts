import type { Transaction } from './transaction.js';

/** One act, in references only: never readable personal data, never a member's words. */
export interface Act {
  /** Past tense, `room.happened`, e.g. `basis.recorded`. */
  readonly act: string;
  readonly object: { readonly kind: string; readonly id: string };
  readonly outcome: 'done' | 'refused';
  /** Counts, versions, ids. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /**
   * What somebody may one day have to prove and the subject may one day have forgotten (a stated reason, a handle): the
   * log keeps a salted commitment, the value is sealed under the subject's key. Forgetting leaves the log verifiable.
   */
  readonly personal?: {
    readonly subject: string;
    readonly values: Readonly<Record<string, string>>;
  };
}

/**
 * Every act that changes anything is recorded here, in the transaction that does it. Actor, organisation and purpose
 * come from the transaction. Throws when the entry cannot be written, and the act fails with it.
 */
export abstract class AuditTrail {
  abstract record(tx: Transaction, act: Act): Promise<void>;
}
