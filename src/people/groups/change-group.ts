import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, workOf } from '../../platform/auth/index.js';
import { GroupNotFound, InvalidInput } from '../people.errors.js';
import { PeopleOptions } from '../people.options.js';
import { violates } from '../unique.js';
import { faultsOfGroup, faultsOfSettings } from './check-group.js';
import type { Group, GroupChange } from './group.js';
import { GROUP_NAME_ONCE, GroupRepository } from './group.repository.js';

@Injectable()
export class ChangeGroup {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly groups: GroupRepository,
    private readonly options: PeopleOptions,
  ) {}

  /** Throws InvalidInput, and GroupNotFound outside the principal's reach. */
  async execute(
    principal: Principal,
    groupId: GroupId,
    change: GroupChange,
  ): Promise<Group | Refused<'name-taken'>> {
    try {
      return await this.change(principal, groupId, change);
    } catch (error) {
      if (violates(error, GROUP_NAME_ONCE)) return refuse('name-taken');
      throw error;
    }
  }

  private change(principal: Principal, groupId: GroupId, change: GroupChange): Promise<Group> {
    return this.uow.run(workOf(principal, 'manage_groups'), async (tx) => {
      const before = await this.groups.group(tx, groupId);
      if (before === null || !may(principal, 'groups.manage', { ...before, groupId }))
        throw new GroupNotFound();
      const after = this.applied(before, change);
      const faults = [
        ...faultsOfGroup(after),
        ...faultsOfSettings(this.options.settings, change.settings ?? {}),
      ];
      if (faults.length > 0) throw new InvalidInput(faults);
      await this.groups.update(tx, after);
      await this.audit.record(tx, {
        act: 'group.changed',
        object: { kind: 'group', id: groupId },
        outcome: 'done',
        details: { fields: Object.keys(givenIn(change)).sort().join(' ') },
      });
      return after;
    });
  }

  private applied(before: Group, { archived, ...change }: GroupChange): Group {
    const after: Group = { ...before, ...givenIn(change) };
    const wasArchived = before.archivedAt !== null;
    const archivedAt = archived === true ? this.clock.now() : null;
    return {
      ...after,
      name: after.name.trim(),
      archivedAt: archived === undefined || archived === wasArchived ? before.archivedAt : archivedAt,
    };
  }
}

function givenIn<Change extends object>(
  change: Change,
): { [Field in keyof Change]?: NonNullable<Change[Field]> } {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Field in keyof Change]?: NonNullable<Change[Field]> };
}
