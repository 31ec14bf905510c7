import { Injectable } from '@nestjs/common';
import type { GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { reachOf, workOf } from '../../platform/auth/index.js';
import { FlagRepository } from '../flags/flag.repository.js';
import type { FlagCount } from '../flags/flag.repository.js';

/** How many open flags wait per outcome and level, within the reader's reach. Nothing of their content is read. */
@Injectable()
export class CountFlags {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly flags: FlagRepository,
  ) {}

  /** Of one group, or of every group when null. Outcomes and levels without flags are absent. */
  execute(principal: Principal, groupId: GroupId | null): Promise<readonly FlagCount[]> {
    const filter = groupId === null ? {} : { groupId };
    const reach = reachOf(principal, 'flags.read');
    return this.uow.run(workOf(principal, 'review'), (tx) => this.flags.count(tx, filter, reach));
  }
}
