import { Injectable } from '@nestjs/common';
import type { FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { reachOf, workOf } from '../../platform/auth/index.js';
import { ReadDecisions } from '../decisions/read-decisions.js';
import type { DecisionView } from '../decisions/read-decisions.js';
import { ReachFlag } from '../flags/reach-flag.js';
import { HistoryRepository } from './history.repository.js';

/** Newest first, at most ten each, without notes: what was said of one message is not the next one's business. */
export interface History {
  /** Decisions on other messages of the same member. */
  readonly member: readonly Earlier[];
  /** Decisions on the same or nearly the same text by others. */
  readonly text: readonly Earlier[];
}

export type Earlier = Pick<DecisionView, 'flagId' | 'kind' | 'by' | 'at'>;

/** What colleagues decided before about the same person and the same words. */
@Injectable()
export class ReadHistory {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reach: ReachFlag,
    private readonly history: HistoryRepository,
    private readonly decisions: ReadDecisions,
  ) {}

  /** Throws FlagNotFound outside the principal's reach. */
  async execute(principal: Principal, id: FlagId): Promise<History> {
    const found = await this.uow.run(workOf(principal, 'review'), async (tx) => {
      const flag = await this.reach.execute(tx, principal, { id, permission: 'flags.read' });
      const reach = reachOf(principal, 'flags.read');
      const member = await this.history.ofMember(tx, flag, reach);
      return { member, text: await this.history.ofText(tx, flag, reach) };
    });
    const earlier = async (stored: typeof found.member): Promise<readonly Earlier[]> =>
      (await this.decisions.present(principal, stored)).map(({ flagId, kind, by, at }) => ({
        flagId,
        kind,
        by,
        at,
      }));
    return { member: await earlier(found.member), text: await earlier(found.text) };
  }
}
