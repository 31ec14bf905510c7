import { Injectable } from '@nestjs/common';
import { ActionBook, readyText, wayOf } from '../../actions/index.js';
import type { ActionKind, ReadyText, StoredAction, Way } from '../../actions/index.js';
import type { DecisionId, FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import type { Person } from '../flags/flag-view.js';
import { ReachFlag } from '../flags/reach-flag.js';
import { ShowFlags } from '../flags/show-flags.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import { DecisionsRepository } from './decisions.repository.js';

/** What is left for a person to do about a decision, with the words to do it. */
export interface FollowUp {
  readonly decisionId: DecisionId;
  readonly kind: ActionKind;
  readonly way: Way;
  /** To send to the group's admin, or to the member for a warning. */
  readonly text: ReadyText;
  readonly done: { readonly by: Person; readonly at: Date } | null;
}

/** What decisions on a flag asked for on its channel; the channel's limits are said with each. */
@Injectable()
export class ReadFollowUp {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reach: ReachFlag,
    private readonly decisions: DecisionsRepository,
    private readonly actions: ActionBook,
    private readonly show: ShowFlags,
  ) {}

  /** Throws FlagNotFound outside the principal's reach. */
  async execute(principal: Principal, id: FlagId): Promise<readonly FollowUp[]> {
    const { flag, asked } = await this.uow.run(workOf(principal, 'review'), async (tx) => {
      const found = await this.reach.execute(tx, principal, { id, permission: 'flags.read' });
      const decisions = await this.decisions.ofFlag(tx, id);
      const ids = decisions.map((decision) => decision.id);
      return { flag: found, asked: await this.actions.of(tx, ids) };
    });
    const personOf = await this.show.people(
      principal,
      asked.flatMap(({ doneBy }) => doneBy ?? []),
    );
    return asked.map((action) => ({
      decisionId: action.decisionId,
      kind: action.kind,
      way: wayOf(action.kind, action.channelKind),
      text: textFor(action, flag),
      done: action.doneBy && action.doneAt && { by: personOf(action.doneBy), at: action.doneAt },
    }));
  }
}

function textFor({ kind }: StoredAction, flag: StoredFlag): ReadyText {
  const { groupName: group, groupLanguages: languages, groupTimezone: timezone, sentAt } = flag;
  return readyText(kind, { group, languages, timezone, sentAt });
}
