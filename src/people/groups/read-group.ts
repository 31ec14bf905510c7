import { Injectable } from '@nestjs/common';
import type { GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, workOf } from '../../platform/auth/index.js';
import { GroupNotFound } from '../people.errors.js';
import type { Group } from './group.js';
import { GroupRepository } from './group.repository.js';

@Injectable()
export class ReadGroup {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: GroupRepository,
  ) {}

  /** Throws GroupNotFound outside the principal's reach. */
  async execute(principal: Principal, groupId: GroupId): Promise<Group> {
    const work = workOf(principal, 'read_groups');
    const group = await this.uow.run(work, (tx) => this.groups.group(tx, groupId));
    if (group === null || !may(principal, 'groups.read', { ...group, groupId })) throw new GroupNotFound();
    return group;
  }
}
