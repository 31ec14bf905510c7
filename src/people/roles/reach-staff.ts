import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import type { Transaction } from '../../kernel/transaction.js';
import { may, reachOf } from '../../platform/auth/index.js';
import { PlaceRoles } from './place-roles.js';
import type { HeldRole } from '../staff/staff.repository.js';
import { StaffRepository } from '../staff/staff.repository.js';

/** Which colleagues exist for a principal: everybody, or those with a role in a place of theirs. */
@Injectable()
export class ReachStaff {
  constructor(
    private readonly staff: StaffRepository,
    private readonly places: PlaceRoles,
  ) {}

  async reaches(tx: Transaction, principal: Principal, staffId: StaffId): Promise<boolean> {
    if (!(await this.staff.exists(tx, staffId))) return false;
    return this.sees(tx, principal, await this.staff.rolesOf(tx, [staffId]));
  }

  async sees(tx: Transaction, principal: Principal, roles: readonly HeldRole[]): Promise<boolean> {
    if (reachOf(principal, 'staff.read').kind === 'organisation') return true;
    for (const held of roles) {
      const place = await this.places.placeOf(tx, held);
      const isSomewhere = place !== null && (place.programmeId !== null || place.groupId !== null);
      if (isSomewhere && may(principal, 'staff.read', place)) return true;
    }
    return false;
  }
}
