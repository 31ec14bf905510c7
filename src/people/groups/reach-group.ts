import { Injectable } from '@nestjs/common';
import type { GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import type { Transaction } from '../../kernel/transaction.js';
import { may } from '../../platform/auth/index.js';
import type { PermissionName } from '../../platform/auth/index.js';
import { GroupNotFound } from '../people.errors.js';
import type { GroupPlace } from './group.js';
import { GroupRepository } from './group.repository.js';

/** The check before anything is done with a group: is it there, and does the principal hold the permission in it? */
@Injectable()
export class ReachGroup {
  constructor(private readonly groups: GroupRepository) {}

  /** Throws GroupNotFound: whoever may not know a group is told what they would be told if it did not exist. */
  async execute(
    tx: Transaction,
    principal: Principal,
    wanted: { readonly groupId: GroupId; readonly permission: PermissionName },
  ): Promise<GroupPlace> {
    const place = await this.groups.place(tx, wanted.groupId);
    if (place === null || !may(principal, wanted.permission, place)) throw new GroupNotFound();
    return place;
  }
}
