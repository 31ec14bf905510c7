import { Injectable } from '@nestjs/common';
import { ActionBook } from '../../actions/index.js';
import type { ActionKind } from '../../actions/index.js';
import { Escalation } from '../../kernel/escalation.js';
import type { DecisionId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { ClaimsRepository } from '../claims/claims.repository.js';
import { FeedbackRepository } from '../feedback/feedback.repository.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import { PulseRepository } from '../pulse/pulse.repository.js';
import type { DecisionKind } from './decision.js';

/** What a decision asks for on the channel. */
const ASKED_FOR: Readonly<Partial<Record<DecisionKind, ActionKind>>> = {
  warn: 'warn',
  ask_delete: 'delete_message',
  remove_member: 'remove_member',
};

/** Decisions just made in one act, each with its flag. */
export interface JustMade {
  readonly batchId: string;
  readonly kind: DecisionKind;
  readonly rows: readonly { readonly id: DecisionId; readonly flag: StoredFlag }[];
}

/**
 * What is true at once when flags are settled or put back: nobody holds them or is called about them, somebody is
 * asked to act, open queues hear of it, detectors are told.
 */
@Injectable()
export class Consequences {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly actions: ActionBook,
    private readonly feedback: FeedbackRepository,
    private readonly escalation: Escalation,
    private readonly pulse: PulseRepository,
  ) {}

  async ofDeciding(tx: Transaction, { batchId, kind, rows }: JustMade): Promise<void> {
    const flags = rows.map(({ flag }) => flag);
    await this.claims.clear(
      tx,
      flags.map(({ id }) => id),
    );
    await this.feedback.learn(tx, batchId);
    const asked = ASKED_FOR[kind];
    if (asked)
      await this.actions.plan(
        tx,
        rows.map(({ id, flag }) => ({ decisionId: id, kind: asked, channelKind: flag.channelKind })),
      );
    for (const { id, escalatedAt } of flags)
      if (escalatedAt !== null) await this.escalation.stop(tx, { kind: 'flag', id });
    await this.pulse.settled(tx, flags);
  }

  async ofReversing(
    tx: Transaction,
    flags: readonly StoredFlag[],
    decisionIds: readonly DecisionId[],
  ): Promise<void> {
    await this.feedback.unlearn(tx, decisionIds);
    await this.actions.withdraw(tx, decisionIds);
    await this.pulse.settled(tx, flags);
  }
}
