import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { newId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, NotPermitted, workOf } from '../../platform/auth/index.js';
import { InvalidInput } from '../people.errors.js';
import { checkName, checkTimezone } from './check-group.js';
import type { Programme } from './group.js';
import { GroupRepository } from './group.repository.js';

@Injectable()
export class AddProgramme {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly groups: GroupRepository,
  ) {}

  /** Throws InvalidInput, and NotPermitted unless the principal manages groups in the whole organisation. */
  async execute(
    principal: Principal,
    input: Pick<Programme, 'name' | 'timezone'>,
  ): Promise<Programme | Refused<'name-taken'>> {
    if (!may(principal, 'groups.manage', { programmeId: null, groupId: null })) throw new NotPermitted();
    const faults = faultsOfProgramme(input);
    if (faults.length > 0) throw new InvalidInput(faults);
    const programme = { id: newId<'programme'>(), name: input.name.trim(), timezone: input.timezone };
    return this.uow.run(workOf(principal, 'manage_groups'), async (tx) => {
      if (!(await this.groups.insertProgramme(tx, programme))) return refuse('name-taken');
      const object = { kind: 'programme', id: programme.id };
      await this.audit.record(tx, { act: 'programme.added', object, outcome: 'done' });
      return programme;
    });
  }
}

function faultsOfProgramme({ name, timezone }: Pick<Programme, 'name' | 'timezone'>) {
  return [
    { path: '/name', message: checkName(name) },
    { path: '/timezone', message: checkTimezone(timezone) },
  ].flatMap(({ path, message }) => (message === null ? [] : [{ path, message }]));
}
