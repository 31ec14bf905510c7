import { Injectable } from '@nestjs/common';
import type { FlagId, IncidentId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { FlagRepository } from '../flags/flag.repository.js';
import type { DecisionKind } from './decision.js';
import { isDisclosure, offeredFor } from './decision.js';
import { DecisionsRepository } from './decisions.repository.js';
import { RecordDecisions } from './record-decisions.js';

/** What an incident's decision says about its flags. */
export interface Settlement {
  readonly flagIds: readonly FlagId[];
  readonly kind: DecisionKind;
  readonly by: StaffId;
  readonly incidentId: IncidentId;
}

/**
 * An incident's decision reaches every copy: in its transaction, whoever holds a claim. What was decided before stays
 * as it was; who disclosed a danger is noted, never punished, whatever the incident says about the others.
 */
@Injectable()
export class SettleFlags {
  constructor(
    private readonly flags: FlagRepository,
    private readonly decisions: DecisionsRepository,
    private readonly record: RecordDecisions,
  ) {}

  /** Answers the flags that it settled. */
  async execute(tx: Transaction, { flagIds, kind, by, incidentId }: Settlement): Promise<readonly FlagId[]> {
    const settled = await this.decisions.settle(tx, [...flagIds].sort());
    const found = await this.flags.some(tx, [...settled]);
    const via = ['incident', 'incident'] as const;
    const spared = found.filter((flag) => isDisclosure(flag) && !offeredFor(flag).includes(kind));
    const others = found.filter((flag) => !spared.includes(flag));
    for (const [said, flags] of [
      [kind, others],
      ['note', spared],
    ] as const) {
      const [flag, ...rest] = flags;
      if (flag)
        await this.record.execute(tx, { flag, others: rest, kind: said, via, by, note: null, incidentId });
    }
    return [...settled];
  }
}
