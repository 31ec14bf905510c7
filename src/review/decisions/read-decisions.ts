import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { DecisionId, FlagId, IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { workOf } from '../../platform/auth/index.js';
import type { Person } from '../flags/flag-view.js';
import { ReachFlag } from '../flags/reach-flag.js';
import { ShowFlags } from '../flags/show-flags.js';
import { NOTE_BINDING, undoableUntil } from './decision.js';
import type { DecisionKind, DecisionVia, StoredDecision } from './decision.js';
import { DecisionsRepository } from './decisions.repository.js';

/** A decision as a colleague sees it. */
export interface DecisionView {
  readonly id: DecisionId;
  readonly flagId: FlagId;
  readonly kind: DecisionKind;
  readonly via: DecisionVia;
  readonly by: Person;
  readonly at: Date;
  /** Null without a note, or when the member was erased. */
  readonly note: string | null;
  readonly incidentId: IncidentId | null;
  readonly reversal: {
    readonly kind: 'undone' | 'overturned';
    readonly by: Person;
    readonly at: Date;
  } | null;
  /** Until when the reader may take it back; null when it is not theirs to, or too late. */
  readonly undoableUntil: Date | null;
}

/** Everything that was ever decided about a flag, oldest first: what was taken back stays visible. */
@Injectable()
export class ReadDecisions {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly reach: ReachFlag,
    private readonly decisions: DecisionsRepository,
    private readonly show: ShowFlags,
  ) {}

  /** Throws FlagNotFound outside the principal's reach. */
  async execute(principal: Principal, flagId: FlagId): Promise<readonly DecisionView[]> {
    const stored = await this.uow.run(workOf(principal, 'review'), async (tx) => {
      await this.reach.execute(tx, principal, { id: flagId, permission: 'flags.read' });
      return this.decisions.ofFlag(tx, flagId);
    });
    return this.present(principal, stored);
  }

  async present(principal: Principal, stored: readonly StoredDecision[]): Promise<readonly DecisionView[]> {
    const people = stored.flatMap(({ decidedBy, reversedBy }) => [
      decidedBy,
      ...(reversedBy ? [reversedBy] : []),
    ]);
    const personOf = await this.show.people(principal, people);
    const members = stored.map(({ memberId }) => memberId);
    const keyring = await this.vault.keyring(principal.organisationId, members);
    return stored.map((decision) => {
      const {
        id,
        flagId,
        kind,
        via,
        decidedBy,
        decidedAt,
        incidentId,
        memberId,
        noteCiphertext: note,
      } = decision;
      return {
        ...{ id, flagId, kind, via, incidentId },
        by: personOf(decidedBy),
        at: decidedAt,
        note: note && keyring.unseal(memberId, note, NOTE_BINDING),
        reversal: reversalOf(decision, personOf),
        undoableUntil: this.undoable(principal, decision),
      };
    });
  }

  private undoable({ staffId }: Principal, { decidedBy, decidedAt, reversal }: StoredDecision): Date | null {
    const until = undoableUntil(decidedAt);
    return reversal === null && decidedBy === staffId && until >= this.clock.now() ? until : null;
  }
}

function reversalOf(
  { reversal, reversedBy, reversedAt }: StoredDecision,
  personOf: (id: Person['staffId']) => Person,
): DecisionView['reversal'] {
  return reversal && reversedBy && reversedAt && { kind: reversal, by: personOf(reversedBy), at: reversedAt };
}
