import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { reachOf, workOf } from '../../platform/auth/index.js';
import { ClaimsRepository } from '../claims/claims.repository.js';
import type { FlagFilter } from './flag-filter.js';
import { QueueRepository } from './queue.repository.js';

/** How the reader's queues stand, all outcomes together. */
export interface Load {
  /** When the flag that waits longest was raised; null when nothing waits. */
  readonly oldest: Date | null;
  /** Longer than their level allows; counted up to a thousand. */
  readonly overdue: number;
  /** The reader is on so many. */
  readonly claimed: number;
}

/** Load and age of the queue within the reader's reach. Nothing of its content is read. */
@Injectable()
export class ReadLoad {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly queue: QueueRepository,
    private readonly claims: ClaimsRepository,
  ) {}

  execute(principal: Principal, place: Pick<FlagFilter, 'groupId' | 'programmeId'>): Promise<Load> {
    const reach = reachOf(principal, 'flags.read');
    return this.uow.run(workOf(principal, 'review'), async (tx) => ({
      oldest: await this.queue.oldest(tx, place, reach),
      overdue: await this.queue.countOf(tx, { ...place, waiting: 'overdue' }, reach),
      claimed: await this.claims.countOf(tx, principal.staffId),
    }));
  }
}
