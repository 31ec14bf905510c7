import { Injectable } from '@nestjs/common';
import type { Transaction } from '../kernel/transaction.js';
import { DetectorHealth } from './detector-health.js';
import type { DetectorFailure } from './examiner.js';

/** Keeps how often each detector failed, by day, in the transaction of the batch it failed on. */
@Injectable()
export class RecordFailures {
  constructor(private readonly health: DetectorHealth) {}

  async execute(tx: Transaction, failures: readonly DetectorFailure[]): Promise<void> {
    if (failures.length === 0) return;
    this.health.record(failures);
    await tx.query(
      `INSERT INTO detector_failure (organisation_id, detector, day, kind, batches, last_at)
       SELECT app_organisation(), detector, (app_now() AT TIME ZONE 'UTC')::date, kind, 1, app_now()
       FROM unnest($1::text[], $2::text[]) AS f (detector, kind)
       ON CONFLICT ON CONSTRAINT detector_failure_pkey
         DO UPDATE SET batches = detector_failure.batches + 1, last_at = excluded.last_at`,
      [failures.map(({ detector }) => detector), failures.map(({ kind }) => kind)],
    );
  }
}
