import { Injectable } from '@nestjs/common';
import type { DecisionId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { ClaimsRepository } from '../claims/claims.repository.js';
import { FeedbackRepository } from '../feedback/feedback.repository.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import { PulseRepository } from '../pulse/pulse.repository.js';

/** What is true at once when flags are settled or put back: nobody holds them, open queues hear of it, detectors are told. */
@Injectable()
export class Consequences {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly feedback: FeedbackRepository,
    private readonly pulse: PulseRepository,
  ) {}

  async ofDeciding(tx: Transaction, flags: readonly StoredFlag[], batchId: string): Promise<void> {
    await this.claims.clear(
      tx,
      flags.map(({ id }) => id),
    );
    await this.feedback.learn(tx, batchId);
    await this.pulse.settled(tx, flags);
  }

  async ofReversing(
    tx: Transaction,
    flags: readonly StoredFlag[],
    decisionIds: readonly DecisionId[],
  ): Promise<void> {
    await this.feedback.unlearn(tx, decisionIds);
    await this.pulse.settled(tx, flags);
  }
}
