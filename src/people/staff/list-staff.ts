import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, NotPermitted, workOf } from '../../platform/auth/index.js';
import type { StaffMember } from './staff.js';
import { StaffIdentity } from './staff-identity.js';
import { StaffRepository } from './staff.repository.js';

/** Everybody with a login in the organisation, in the order they came. */
@Injectable()
export class ListStaff {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly identity: StaffIdentity,
    private readonly staff: StaffRepository,
  ) {}

  /** Throws NotPermitted unless the principal reads staff of the whole organisation. */
  async execute(principal: Principal): Promise<readonly StaffMember[]> {
    if (!may(principal, 'staff.read', { programmeId: null, groupId: null })) throw new NotPermitted();
    const { rows, held } = await this.uow.run(workOf(principal, 'manage_staff'), async (tx) => {
      const listed = await this.staff.list(tx);
      const roles = await this.staff.rolesOf(
        tx,
        listed.map(({ id }) => id),
      );
      return { rows: listed, held: roles };
    });
    const people = await this.identity.unseal(principal.organisationId, rows);
    return rows.map(({ id, createdAt, disabledAt }, index) => {
      const roles = held
        .filter(({ staffId }) => staffId === id)
        .map(({ role, programmeId, groupId }) => ({ role, programmeId, groupId }));
      return { id, name: '', email: '', ...people[index], roles, createdAt, disabledAt };
    });
  }
}
