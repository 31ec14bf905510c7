import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { newId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, workOf } from '../../platform/auth/index.js';
import { GroupNotFound, InvalidInput, ProgrammeNotFound } from '../people.errors.js';
import { faultsOfGroup } from './check-group.js';
import type { Group, NewGroup } from './group.js';
import { GroupRepository } from './group.repository.js';

@Injectable()
export class OpenGroup {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly groups: GroupRepository,
  ) {}

  /** Throws InvalidInput, and ProgrammeNotFound outside the principal's reach. */
  async execute(principal: Principal, input: NewGroup): Promise<Group | Refused<'name-taken'>> {
    const faults = faultsOfGroup(input);
    if (faults.length > 0) throw new InvalidInput(faults);
    const { programmeId } = input;
    return this.uow.run(workOf(principal, 'manage_groups'), async (tx) => {
      const reached = may(principal, 'groups.manage', { programmeId, groupId: null });
      if (!reached || !(await this.groups.hasProgramme(tx, programmeId))) throw new ProgrammeNotFound();
      const id = newId<'group'>();
      if (!(await this.groups.insert(tx, id, { ...input, name: input.name.trim() })))
        return refuse('name-taken');
      await this.audit.record(tx, { act: 'group.opened', object: { kind: 'group', id }, outcome: 'done' });
      const group = await this.groups.group(tx, id);
      if (group === null) throw new GroupNotFound();
      return group;
    });
  }
}
