import type { Harm } from './harm.js';
import type { ProgrammeId, StaffId } from './ids.js';
import type { Severity } from './severity.js';
import type { Transaction } from './transaction.js';

/** What somebody has to answer for. At most one live run each. */
export interface EscalationSubject {
  readonly kind: 'incident' | 'flag';
  readonly id: string;
}

export interface RunStart {
  readonly subject: EscalationSubject;
  readonly programmeId: ProgrammeId;
  readonly severity: Severity;
  /** Null where no harm is filed, as with a message in a language nobody reads. */
  readonly harm: Harm | null;
  /** What a notice says instead of content, e.g. `3F7K`. */
  readonly reference: string;
  /** Never told: named in the matter. */
  readonly excluded: readonly StaffId[];
}

/** `late`: the run had ended or others had answered; it is recorded and harmless. */
export type Acknowledgement = 'acknowledged' | 'already' | 'late';

/**
 * Somebody is told until somebody answers. Everything happens in the caller's transaction: a subject and its run are
 * stored together or not at all.
 */
export abstract class Escalation {
  /** Starts the programme's policy, frozen as it stands. Starting again for the same live subject changes nothing. */
  abstract start(tx: Transaction, run: RunStart): Promise<void>;
  /** Holds the run while the answer's lease lasts. Idempotent. */
  abstract acknowledge(tx: Transaction, subject: EscalationSubject, by: StaffId): Promise<Acknowledgement>;
  /** The answer lapsed or was taken back: goes on at its step, not at the first. */
  abstract resume(tx: Transaction, subject: EscalationSubject): Promise<void>;
  /** The severity changed; the steps that apply change with it. */
  abstract reassess(tx: Transaction, subject: EscalationSubject, severity: Severity): Promise<void>;
  /** From now on these people are told nothing about the subject, and what waits for them is withdrawn. */
  abstract exclude(tx: Transaction, subject: EscalationSubject, people: readonly StaffId[]): Promise<void>;
  /** The matter is settled. Stopping what is not running changes nothing. */
  abstract stop(tx: Transaction, subject: EscalationSubject): Promise<void>;
}
