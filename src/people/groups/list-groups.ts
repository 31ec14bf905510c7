import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { reachOf, workOf } from '../../platform/auth/index.js';
import type { Group } from './group.js';
import { GroupRepository } from './group.repository.js';

/** The groups in the principal's reach: open ones first, by programme and name. */
@Injectable()
export class ListGroups {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: GroupRepository,
  ) {}

  execute(principal: Principal): Promise<readonly Group[]> {
    const reach = reachOf(principal, 'groups.read');
    return this.uow.run(workOf(principal, 'read_groups'), (tx) => this.groups.groups(tx, reach));
  }
}
