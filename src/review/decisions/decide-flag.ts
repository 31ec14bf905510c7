import { Injectable } from '@nestjs/common';
import type { DecisionId, FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { HoldFlags } from '../claims/hold-flags.js';
import { offeredFor } from './decision.js';
import type { DecisionKind } from './decision.js';
import { DecisionsRepository } from './decisions.repository.js';
import { RecordDecisions } from './record-decisions.js';
import { alreadyDecided } from './refusals.js';
import type { TakenRefusal } from './refusals.js';

export interface Verdict {
  readonly kind: DecisionKind;
  /** In the reviewer's own words; sealed under the member. */
  readonly note: string | null;
}

export interface Decided {
  readonly kind: 'decided';
  readonly decisionId: DecisionId;
}

export type DecideRefusal = TakenRefusal | Refused<'not-offered'>;

/** A person's word on a flag. Claims in the same step when nobody is on it. */
@Injectable()
export class DecideFlag {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly hold: HoldFlags,
    private readonly decisions: DecisionsRepository,
    private readonly record: RecordDecisions,
  ) {}

  /** Throws FlagNotFound outside the principal's reach. */
  execute(principal: Principal, id: FlagId, verdict: Verdict): Promise<Decided | DecideRefusal> {
    return this.uow.run(workOf(principal, 'review'), async (tx) => {
      const held = await this.hold.execute(tx, principal, id);
      if (held.kind === 'refused') return held;
      if (!offeredFor(held.flag).includes(verdict.kind)) return refuse('not-offered', { kind: verdict.kind });
      const settled = await this.decisions.settle(tx, [id]);
      // An incident's decision asks for no claim and may have been first.
      const first = settled.has(id) ? null : await this.decisions.inForce(tx, id);
      if (first) return alreadyDecided(first);
      const decisionId = await this.record.execute(tx, {
        ...verdict,
        flag: held.flag,
        others: [],
        via: ['reviewer', 'copies'],
        by: principal.staffId,
        incidentId: null,
      });
      return { kind: 'decided', decisionId };
    });
  }
}
