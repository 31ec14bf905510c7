import { Injectable } from '@nestjs/common';
import type { FlagFilter } from './flag-filter.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { reachOf, workOf } from '../../platform/auth/index.js';
import { QueueRepository } from './queue.repository.js';
import type { FlagCount } from './queue.repository.js';

/** How many open flags wait per outcome and level, within the reader's reach. Nothing of their content is read. */
@Injectable()
export class CountFlags {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly queue: QueueRepository,
  ) {}

  /** Of one programme or group, or of all there are. Outcomes and levels without flags are absent. */
  execute(
    principal: Principal,
    place: Pick<FlagFilter, 'groupId' | 'programmeId'>,
  ): Promise<readonly FlagCount[]> {
    const reach = reachOf(principal, 'flags.read');
    return this.uow.run(workOf(principal, 'review'), (tx) => this.queue.count(tx, place, reach));
  }
}
