import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { OrganisationId, StaffId } from '../../kernel/ids.js';
import type { Principal, Scope } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { may, NotPermitted, workOf } from '../../platform/auth/index.js';
import { ChooseOrganisation } from '../first-run/choose-organisation.js';
import { GroupRepository } from '../groups/group.repository.js';
import { InvalidInput } from '../people.errors.js';
import { faultsOfPerson } from './check-staff.js';
import { weaknessOf } from './passwords.js';
import type { WeakPassword } from './passwords.js';
import type { NewStaff, StaffRow } from './staff.js';
import { StaffRegister } from './staff-register.js';

export interface UserAdded {
  readonly kind: 'added';
  readonly staffId: StaffId;
}

export type UserRefusal = Refused<'email-taken' | 'unknown-place' | 'two-places'> | WeakPassword;

/** Gives a person a login with one role. */
@Injectable()
export class AddUser {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly choose: ChooseOrganisation,
    private readonly groups: GroupRepository,
    private readonly register: StaffRegister,
  ) {}

  /** At the command line: needs no login, only access to the machine. Which organisation is asked when there are several. */
  async execute(
    input: NewStaff & { readonly organisationId?: OrganisationId },
  ): Promise<UserAdded | UserRefusal | Refused<'no-organisation' | 'which-organisation'>> {
    const chosen = await this.choose.execute(input.organisationId ?? null);
    if (chosen.kind === 'refused') return chosen;
    const { organisationId } = chosen;
    const actor = { kind: 'service', id: 'command-line' } as const;
    return this.add({ organisationId, actor, purpose: 'manage_staff' }, organisationId, input);
  }

  /** In the console or API. Throws NotPermitted unless the principal manages the staff of the whole organisation. */
  async byStaff(principal: Principal, input: NewStaff): Promise<UserAdded | UserRefusal> {
    if (!may(principal, 'staff.manage', { programmeId: null, groupId: null })) throw new NotPermitted();
    return this.add(workOf(principal, 'manage_staff'), principal.organisationId, input);
  }

  private async add(
    work: WorkContext,
    organisationId: OrganisationId,
    input: NewStaff,
  ): Promise<UserAdded | UserRefusal> {
    const faults = faultsOfPerson(input);
    if (faults.length > 0) throw new InvalidInput(faults);
    const weakness = weaknessOf(input.password, [input.email.split('@')[0] ?? '', input.name]);
    if (weakness) return weakness;
    if (input.programmeId !== null && input.groupId !== null) return refuse('two-places');
    const person = await this.register.prepare(organisationId, input);
    const added = await this.uow.run(work, (tx) => this.enter(tx, person, input));
    if (added.kind === 'refused') await this.register.discard(person);
    return added;
  }

  private async enter(tx: Transaction, person: StaffRow, held: NewStaff): Promise<UserAdded | UserRefusal> {
    if (!(await this.isPlace(tx, held))) return refuse('unknown-place');
    if (!(await this.register.enter(tx, person, [held]))) return refuse('email-taken');
    const object = { kind: 'staff', id: person.id };
    await this.audit.record(tx, {
      act: 'staff.added',
      object,
      outcome: 'done',
      details: { role: held.role },
    });
    return { kind: 'added', staffId: person.id };
  }

  private async isPlace(tx: Transaction, { programmeId, groupId }: Scope): Promise<boolean> {
    if (groupId !== null) return (await this.groups.place(tx, groupId)) !== null;
    return programmeId === null || (await this.groups.hasProgramme(tx, programmeId));
  }
}
