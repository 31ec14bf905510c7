import { Injectable } from '@nestjs/common';
import type { FlagId } from '../../../kernel/ids.js';
import { mayAnywhere } from '../../../platform/auth/index.js';
import { ReadAppeals, ReadContext, ReadCopies, ReadFollowUp, ReadHistory } from '../../../review/index.js';
import type { AppealView, Copies, FlagContext, FollowUp, History } from '../../../review/index.js';
import type { SignedVisit } from '../../visit/visit.js';

/** What stands around a flag on its page. */
export interface Surroundings {
  readonly context: FlagContext;
  /** All that was asked for is shown; false when more can be. */
  readonly isWide: boolean;
  readonly copies: Copies;
  readonly followUp: readonly FollowUp[];
  readonly history: History;
  readonly appeals: readonly AppealView[];
}

/** What was just before and after; a glance. */
const GLANCE = 2;
/** On request: enough to follow a quarrel. */
const WIDE = 12;

const NO_COPIES: Copies = { count: 0, more: false, held: 0, groups: [] };

@Injectable()
export class ReadSurroundings {
  constructor(
    private readonly context: ReadContext,
    private readonly copies: ReadCopies,
    private readonly followUp: ReadFollowUp,
    private readonly history: ReadHistory,
    private readonly appeals: ReadAppeals,
  ) {}

  async execute({ principal, query }: SignedVisit, id: FlagId): Promise<Surroundings> {
    const isWide = query.get('around') === 'more';
    const mayDecide = mayAnywhere(principal, 'flags.decide');
    return {
      isWide,
      context: await this.context.execute(principal, id, isWide ? WIDE : GLANCE),
      copies: mayDecide ? await this.copies.execute(principal, id) : NO_COPIES,
      followUp: await this.followUp.execute(principal, id),
      history: await this.history.execute(principal, id),
      appeals: await this.appeals.ofFlag(principal, id),
    };
  }
}
