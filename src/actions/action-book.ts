import { Injectable } from '@nestjs/common';
import type { DecisionId, StaffId } from '../kernel/ids.js';
import type { Transaction } from '../kernel/transaction.js';
import type { StoredAction } from './action.js';
import { ActionsRepository } from './actions.repository.js';
import type { PlannedAction } from './actions.repository.js';

/** What was asked for on channels and what people say was done, in the caller's transaction. */
@Injectable()
export class ActionBook {
  constructor(private readonly actions: ActionsRepository) {}

  /** Asked once per decision and kind. */
  plan(tx: Transaction, actions: readonly PlannedAction[]): Promise<void> {
    return this.actions.plan(tx, actions);
  }

  /** Not those that were withdrawn. */
  of(tx: Transaction, decisionIds: readonly DecisionId[]): Promise<readonly StoredAction[]> {
    return this.actions.of(tx, decisionIds);
  }

  /** A person says it is done: from now on it has left the house. False when there was nothing left to do. */
  done(tx: Transaction, decisionId: DecisionId, by: StaffId): Promise<boolean> {
    return this.actions.done(tx, decisionId, by);
  }

  /** Nobody needs to do it any more; what was done stays as it was. */
  withdraw(tx: Transaction, decisionIds: readonly DecisionId[]): Promise<void> {
    return this.actions.withdraw(tx, decisionIds);
  }
}
