import type { GroupId, MemberId, MessageId } from '../../kernel/ids.js';
import type { AdmittedMessage, InboundMessage } from '../../kernel/message.js';
import type { Transaction } from '../../kernel/transaction.js';

/** A message at the gate: it has an id, a place and a member, but nobody has been asked whether it may be read. */
export interface Candidate {
  readonly id: MessageId;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly inbound: InboundMessage;
}

/** Why a message is dropped. `unknown` never passes: a group nobody decided about has no basis. */
export const REFUSAL_REASONS = [
  'no_basis',
  'basis_withdrawn',
  'basis_expired',
  'no_scan_purpose',
  'member_opted_out',
] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export interface RefusedCount {
  readonly groupId: GroupId;
  readonly reason: RefusalReason;
  readonly count: number;
}

/** The newest ledger events an admission looked at: later ones were not known to it. 0 when there are none. */
export interface LedgerPosition {
  readonly basis: number;
  readonly objections: number;
}

export interface Admission {
  /** In the order of the candidates. */
  readonly admitted: readonly AdmittedMessage[];
  /** One row per group and reason; which messages they were is not kept. */
  readonly refused: readonly RefusedCount[];
  readonly ledgerPosition: LedgerPosition;
}

/**
 * The only way from a message that arrived to a message that may be looked at.
 * Reads the ledger as it stands in this transaction; nothing is remembered between calls. It keeps withdrawals and
 * opt-outs of the organisation waiting until the transaction ends, so nothing is stored after one took effect.
 */
export abstract class Gate {
  /** Candidates may belong to several groups of the transaction's organisation. `at` is the present. */
  abstract admit(tx: Transaction, candidates: readonly Candidate[], at: Date): Promise<Admission>;

  /**
   * Asks again for messages admitted in an earlier transaction, in the one that will store what was found.
   * What is no longer allowed is dropped and counted like any other refusal.
   */
  abstract readmit(tx: Transaction, messages: readonly AdmittedMessage[], at: Date): Promise<Admission>;
}
