import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { reachOf, workOf } from '../../platform/auth/index.js';
import type { Programme } from './group.js';
import { GroupRepository } from './group.repository.js';

/** The programmes in the principal's reach, and those that one of their groups belongs to. */
@Injectable()
export class ListProgrammes {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: GroupRepository,
  ) {}

  execute(principal: Principal): Promise<readonly Programme[]> {
    const reach = reachOf(principal, 'groups.read');
    return this.uow.run(workOf(principal, 'read_groups'), (tx) => this.groups.programmes(tx, reach));
  }
}
