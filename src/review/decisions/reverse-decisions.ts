import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { FlagId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { FlagRepository } from '../flags/flag.repository.js';
import { Consequences } from './consequences.js';
import type { StoredDecision } from './decision.js';
import { DecisionsRepository } from './decisions.repository.js';

/** Takes decisions out of force and puts their flags back into the queue. */
@Injectable()
export class ReverseDecisions {
  constructor(
    private readonly clock: Clock,
    private readonly flags: FlagRepository,
    private readonly decisions: DecisionsRepository,
    private readonly consequences: Consequences,
    private readonly audit: AuditTrail,
  ) {}

  /** Answers the flags that are open again. */
  async execute(
    tx: Transaction,
    decisions: readonly StoredDecision[],
    how: { readonly reversal: 'undone' | 'overturned'; readonly by: StaffId },
  ): Promise<readonly FlagId[]> {
    const ids = decisions.map(({ id }) => id);
    const flagIds = decisions.map(({ flagId }) => flagId);
    await this.decisions.reverse(tx, ids, { ...how, at: this.clock.now() });
    await this.decisions.reopen(tx, flagIds);
    await this.consequences.ofReversing(tx, await this.flags.some(tx, flagIds), ids);
    for (const { id, flagId } of decisions)
      await this.audit.record(tx, {
        act: `decision.${how.reversal}`,
        object: { kind: 'decision', id },
        outcome: 'done',
        details: { flag: flagId },
      });
    return flagIds;
  }
}
