import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { ReachStaff } from '../roles/reach-staff.js';
import type { StaffMember } from './staff.js';
import { StaffIdentity } from './staff-identity.js';
import type { ListedStaff } from './staff.repository.js';
import { StaffRepository } from './staff.repository.js';

type Seen = ListedStaff & Pick<StaffMember, 'roles'>;

/** Everybody with a login, in the order they came; those with a role in the principal's places where these are few. */
@Injectable()
export class ListStaff {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly identity: StaffIdentity,
    private readonly staff: StaffRepository,
    private readonly reach: ReachStaff,
  ) {}

  async execute(principal: Principal): Promise<readonly StaffMember[]> {
    const rows = await this.seenBy(principal);
    const people = await this.identity.unseal(principal.organisationId, rows);
    return rows.map(({ id, roles, createdAt, disabledAt, seenAt }, index) => ({
      ...{ id, name: '', email: '' },
      ...people[index],
      ...{ roles, createdAt, disabledAt, seenAt },
    }));
  }

  private seenBy(principal: Principal): Promise<readonly Seen[]> {
    return this.uow.run(workOf(principal, 'manage_staff'), async (tx) => {
      const listed = await this.staff.list(tx);
      const held = await this.staff.rolesOf(
        tx,
        listed.map(({ id }) => id),
      );
      const seen: Seen[] = [];
      for (const row of listed) {
        const roles = held
          .filter(({ staffId }) => staffId === row.id)
          .map(({ role, programmeId, groupId }) => ({ role, programmeId, groupId }));
        if (await this.reach.sees(tx, principal, roles)) seen.push({ ...row, roles });
      }
      return seen;
    });
  }
}
