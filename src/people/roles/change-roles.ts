import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { mayAnywhere, workOf } from '../../platform/auth/index.js';
import { StaffNotFound } from '../people.errors.js';
import { ReachStaff } from './reach-staff.js';
import { PlaceRoles } from './place-roles.js';
import type { RolesRefused } from './place-roles.js';
import type { HeldRole } from '../staff/staff.repository.js';
import { StaffRepository } from '../staff/staff.repository.js';
import { StandingRepository } from '../standing/standing.repository.js';

export type ChangeRefused = RolesRefused | Refused<'last-admin'>;

/** Gives a colleague these roles instead of those they have. What is added or taken must be the principal's to give. */
@Injectable()
export class ChangeRoles {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly staff: StaffRepository,
    private readonly standing: StandingRepository,
    private readonly reach: ReachStaff,
    private readonly places: PlaceRoles,
  ) {}

  /** Throws StaffNotFound for strangers and for colleagues out of reach. */
  async execute(
    principal: Principal,
    staffId: StaffId,
    wanted: readonly HeldRole[],
  ): Promise<{ readonly kind: 'changed' } | ChangeRefused> {
    return this.uow.run(workOf(principal, 'manage_staff'), async (tx) => {
      if (!mayAnywhere(principal, 'staff.invite') || !(await this.reach.reaches(tx, principal, staffId)))
        throw new StaffNotFound();
      await this.standing.holdAdmins(tx);
      const held = await this.staff.rolesOf(tx, [staffId]);
      const [added, taken] = [without(wanted, held), without(held, wanted)];
      const refused = await this.refusal(tx, principal, { wanted, changed: [...added, ...taken] });
      if (refused) return refused;
      await this.write(tx, staffId, { added, taken });
      // Looked at afterwards, in the same transaction: refusing takes the change back.
      if ((await this.standing.countAdmins(tx)) === 0) return this.takeBack(tx, staffId, { added, taken });
      const details = { added: namesOf(added), taken: namesOf(taken) };
      const object = { kind: 'staff', id: staffId };
      await this.audit.record(tx, { act: 'staff.roles_changed', object, outcome: 'done', details });
      return { kind: 'changed' };
    });
  }

  private async refusal(
    tx: Transaction,
    principal: Principal,
    { wanted, changed }: { readonly wanted: readonly HeldRole[]; readonly changed: readonly HeldRole[] },
  ): Promise<RolesRefused | null> {
    if (wanted.length === 0) return refuse('no-role');
    return changed.length === 0 ? null : this.places.refusal(tx, principal, changed);
  }

  private async write(tx: Transaction, staffId: StaffId, { added, taken }: Change): Promise<void> {
    for (const role of taken) await this.staff.withdraw(tx, staffId, role);
    for (const role of added) await this.staff.grant(tx, staffId, role);
  }

  private async takeBack(
    tx: Transaction,
    staffId: StaffId,
    { added, taken }: Change,
  ): Promise<Refused<'last-admin'>> {
    await this.write(tx, staffId, { added: taken, taken: added });
    return refuse('last-admin');
  }
}

interface Change {
  readonly added: readonly HeldRole[];
  readonly taken: readonly HeldRole[];
}

function without(roles: readonly HeldRole[], others: readonly HeldRole[]): readonly HeldRole[] {
  const known = new Set(others.map(keyOf));
  return roles.filter((role) => !known.has(keyOf(role)));
}

function keyOf({ role, programmeId, groupId }: HeldRole): string {
  return [role, programmeId, groupId].join(' ');
}

function namesOf(roles: readonly HeldRole[]): string {
  return roles.map(({ role }) => role).join(' ');
}
