import { Injectable } from '@nestjs/common';
import { CountRefused } from '../../consent/index.js';
import { RecordFailures } from '../../detection/index.js';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Conclusion } from './archive.js';
import type { Fate } from '../walk-batch.js';

/** What a batch changes besides its messages and flags. */
@Injectable()
export class Bookkeeping {
  constructor(
    private readonly refusals: CountRefused,
    private readonly failures: RecordFailures,
    private readonly audit: AuditTrail,
  ) {}

  async execute(tx: Transaction, conclusion: Conclusion, at: Date): Promise<void> {
    const { batch, walked } = conclusion;
    await this.refusals.execute(tx, conclusion.refused, at);
    await this.failures.execute(tx, conclusion.examined.failures);
    await batch.acknowledge(tx, walked);
    const count = (fate: Fate) => walked.fates.filter((one) => one === fate).length;
    await this.audit.record(tx, {
      act: 'messages.walked',
      object: { kind: 'batch', id: batch.id },
      outcome: 'done',
      details: {
        messages: walked.fates.length,
        flagged: count('flagged'),
        duplicates: count('duplicate'),
        refused: count('refused'),
      },
    });
  }
}
