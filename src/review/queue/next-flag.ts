import { Injectable } from '@nestjs/common';
import type { FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { reachOf, workOf } from '../../platform/auth/index.js';
import { QueueRepository } from './queue.repository.js';
import type { FlagFilter } from './flag-filter.js';

/** Reviewers beside each other hold the first few; past them the queue is free. */
const LOOKED_AT = 20;

/** What to look at next: the first of the queue that nobody else is on. Nothing of its content is read. */
@Injectable()
export class NextFlag {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly queue: QueueRepository,
  ) {}

  /** Null when nothing waits. */
  async execute(principal: Principal, filter: FlagFilter): Promise<FlagId | null> {
    const asked = { filter, reach: reachOf(principal, 'flags.decide'), after: null };
    const first = await this.uow.run(workOf(principal, 'review'), (tx) =>
      this.queue.page(tx, asked, LOOKED_AT),
    );
    return first.find(({ claimedBy }) => claimedBy === null || claimedBy === principal.staffId)?.id ?? null;
  }
}
