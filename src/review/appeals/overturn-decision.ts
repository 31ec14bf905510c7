import { Injectable } from '@nestjs/common';
import { ActionBook } from '../../actions/index.js';
import type { DecisionId, IncidentId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { DecisionsRepository } from '../decisions/decisions.repository.js';
import { RecordDecisions } from '../decisions/record-decisions.js';
import { ReverseDecisions } from '../decisions/reverse-decisions.js';
import { FlagRepository } from '../flags/flag.repository.js';
import { AppealNotFound } from '../review.errors.js';
import type { StoredAppeal } from './appeal.js';

/** What could not be taken back by a word: somebody has to do it. */
export interface Overturned {
  /** The decision in force now: nothing wrong. */
  readonly decisionId: DecisionId;
  /** It was done on the channel; a person is asked to put it right, with a ready text. */
  readonly toRestore: boolean;
  /** It was part of an incident, which stays open until its commander closes it. */
  readonly incidentId: IncidentId | null;
}

/** A decision was wrong: it loses its force, nothing wrong stands in its place, and what was done is asked to be undone. */
@Injectable()
export class OverturnDecision {
  constructor(
    private readonly flags: FlagRepository,
    private readonly decisions: DecisionsRepository,
    private readonly reverse: ReverseDecisions,
    private readonly record: RecordDecisions,
    private readonly actions: ActionBook,
  ) {}

  async execute(tx: Transaction, { decisionId, flagId }: StoredAppeal, by: StaffId): Promise<Overturned> {
    const [decision, flag] = [await this.decisions.lock(tx, decisionId), await this.flags.one(tx, flagId)];
    if (decision?.reversal !== null || flag === null) throw new AppealNotFound();
    const done = (await this.actions.of(tx, [decisionId])).some(({ doneAt }) => doneAt !== null);
    await this.reverse.execute(tx, [decision], { reversal: 'overturned', by });
    await this.decisions.settle(tx, [flagId]);
    const id = await this.record.execute(tx, {
      flag,
      others: [],
      kind: 'nothing_wrong',
      via: ['appeal', 'appeal'],
      by,
      note: null,
      incidentId: null,
    });
    if (done)
      await this.actions.plan(tx, [{ decisionId: id, kind: 'restore', channelKind: flag.channelKind }]);
    return { decisionId: id, toRestore: done, incidentId: decision.incidentId };
  }
}
