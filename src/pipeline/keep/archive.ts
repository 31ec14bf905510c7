import type { RefusedCount } from '../../consent/index.js';
import type { Recognised } from '../../intake/index.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Examined, Verdict } from '../examine-messages.js';
import type { OnTheTable } from '../receive/reception.js';
import type { WalkBatch, Walked } from '../walk-batch.js';

/** Everything a walk found out about a batch. */
export interface Conclusion {
  readonly batch: WalkBatch;
  readonly recognised: Recognised;
  readonly table: OnTheTable;
  readonly examined: Examined;
  /** The verdicts on what was let through again. */
  readonly kept: readonly Verdict[];
  readonly refused: readonly RefusedCount[];
  readonly walked: Walked;
}

/** Everything but what the last look at the gate decides. */
export type Findings = Pick<Conclusion, 'batch' | 'recognised' | 'table' | 'examined'>;

/** Keeps what was concluded, in the transaction it is given. */
export type Keep = (tx: Transaction, conclusion: Conclusion) => Promise<void>;

/** Where walks end: the service stores and flags, the command line prints. */
export abstract class Archive {
  /** What takes time and needs no transaction (sealing) happens here; the answer keeps it all, or nothing. */
  abstract prepare(findings: Findings): Promise<Keep>;
}
