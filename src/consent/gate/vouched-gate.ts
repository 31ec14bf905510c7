import type { OrganisationId } from '../../kernel/ids.js';
import type { AdmittedMessage, ScanPurpose } from '../../kernel/message.js';
import type { Transaction } from '../../kernel/transaction.js';
import { sortAgain, sortCandidates } from './admit.js';
import type { Ruling, Sorted } from './admit.js';
import { Gate } from './gate.js';
import type { Admission, Candidate } from './gate.js';

/**
 * The gate of a scan at the command line, where no ledger exists and nothing is stored: the person who runs it vouches
 * for the basis and says for which purposes.
 */
export class VouchedGate extends Gate {
  private readonly organisationId: OrganisationId;
  private readonly ruling: Ruling;

  constructor(vouched: {
    readonly organisationId: OrganisationId;
    readonly purposes: readonly ScanPurpose[];
  }) {
    super();
    this.organisationId = vouched.organisationId;
    this.ruling =
      vouched.purposes.length > 0
        ? { kind: 'allowed', purposes: vouched.purposes }
        : { kind: 'refused', reason: 'no_scan_purpose' };
  }

  override readonly admit: (
    tx: Transaction | null,
    candidates: readonly Candidate[],
    at: Date,
  ) => Promise<Admission> = (_tx, candidates) =>
    answer(sortCandidates(this.organisationId, candidates, () => this.ruling));

  override readonly readmit: (
    tx: Transaction | null,
    messages: readonly AdmittedMessage[],
    at: Date,
  ) => Promise<Admission> = (_tx, messages) => answer(sortAgain(messages, () => this.ruling));
}

function answer(sorted: Sorted): Promise<Admission> {
  return Promise.resolve({ ...sorted, ledgerPosition: { basis: 0, objections: 0 } });
}
