import { Injectable } from '@nestjs/common';
import type { Harm } from '../../kernel/harm.js';
import type { DecisionId, FlagId, IncidentId, StaffId } from '../../kernel/ids.js';
import { IncidentDesk } from '../../kernel/incident-desk.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { HoldFlags } from '../claims/hold-flags.js';
import { HoldCopies } from '../copies/hold-copies.js';
import type { StoredFlag } from '../flags/stored-flag.js';
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
  /** What an incident is about where the flag names no harm, as in a language nobody reads; the flag's own otherwise. */
  readonly harm: Harm | null;
  /** Settle identical copies with it. */
  readonly copies: boolean;
}

export interface Decided {
  readonly kind: 'decided';
  readonly decisionId: DecisionId;
  /** How many identical copies went with it. */
  readonly copies: number;
}

export type DecideRefusal = TakenRefusal | Refused<'harm-needed' | 'not-offered'>;

interface About {
  readonly verdict: Verdict;
  readonly flag: StoredFlag;
  readonly copies: readonly StoredFlag[];
}

/** A person's word on a flag. Claims in the same step when nobody is on it. */
@Injectable()
export class DecideFlag {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly hold: HoldFlags,
    private readonly holdCopies: HoldCopies,
    private readonly decisions: DecisionsRepository,
    private readonly desk: IncidentDesk,
    private readonly record: RecordDecisions,
  ) {}

  /** Throws FlagNotFound outside the principal's reach. */
  execute(principal: Principal, id: FlagId, verdict: Verdict): Promise<Decided | DecideRefusal> {
    return this.uow.run(workOf(principal, 'review'), async (tx) => {
      const held = await this.hold.execute(tx, principal, id);
      if (held.kind === 'refused') return held;
      const { flag } = held;
      const { kind } = verdict;
      if (!offeredFor(flag).includes(kind)) return refuse('not-offered', { kind });
      if (kind === 'make_incident' && harmOf(verdict, flag) === null) return refuse('harm-needed');
      const copies = verdict.copies ? await this.holdCopies.execute(tx, principal, { flag, kind }) : [];
      return this.decide(tx, principal, { verdict, flag, copies });
    });
  }

  private async decide(
    tx: Transaction,
    { staffId }: Principal,
    about: About,
  ): Promise<Decided | TakenRefusal> {
    const { verdict, flag, copies } = about;
    const settled = await this.decisions.settle(tx, [flag, ...copies].map(({ id }) => id).sort());
    // An incident's decision asks for no claim and may have been first.
    const first = settled.has(flag.id) ? null : await this.decisions.inForce(tx, flag.id);
    if (first) return alreadyDecided(first);
    const others = copies.filter(({ id }) => settled.has(id));
    const { kind, note } = verdict;
    const via = ['reviewer', 'copies'] as const;
    const incidentId = await this.incidentFor(tx, staffId, { verdict, flag, copies: others });
    const act = { kind, note, flag, others, via, by: staffId, incidentId };
    return { kind: 'decided', decisionId: await this.record.execute(tx, act), copies: others.length };
  }

  /** The flags are settled by then: an incident that was decided before does not decide them a second time. */
  private async incidentFor(
    tx: Transaction,
    by: StaffId,
    { verdict, flag, copies }: About,
  ): Promise<IncidentId | null> {
    const harm = harmOf(verdict, flag);
    if (verdict.kind !== 'make_incident' || harm === null) return null;
    const flags = [flag, ...copies].map(({ id: flagId, ...known }) => ({ flagId, ...known }));
    return this.desk.open(tx, { flags, by, severity: null, harm });
  }
}

function harmOf(verdict: Verdict, flag: StoredFlag): Harm | null {
  return flag.harm ?? verdict.harm;
}
