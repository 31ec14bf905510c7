import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { FeedbackRepository } from './feedback.repository.js';
import type { DetectorRecord } from './feedback.repository.js';

/** Fewer decisions are an accident, not a record. */
export const FEWEST_DECISIONS = 20;

/** How often reviewers of the organisation found something where a detector spoke; shown from twenty decisions on. */
@Injectable()
export class ReadDetectorRecord {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly feedback: FeedbackRepository,
  ) {}

  /** Detectors with fewer decisions are absent. */
  execute(principal: Principal, detectors: readonly string[]): Promise<readonly DetectorRecord[]> {
    return this.uow.run(workOf(principal, 'review'), async (tx) => {
      const records = await this.feedback.records(tx, [...new Set(detectors)]);
      return records.filter(({ decided }) => decided >= FEWEST_DECISIONS);
    });
  }
}
