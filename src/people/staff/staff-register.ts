import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.js';
import type { OrganisationId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Passwords } from './passwords.js';
import type { StaffRow } from './staff.js';
import { StaffIdentity } from './staff-identity.js';
import type { HeldRole } from './staff.repository.js';
import { StaffRepository } from './staff.repository.js';

export interface Person {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly language: string;
}

/** Enters people into the staff register: the slow part (hashing, keys) before the transaction, the rest inside. */
@Injectable()
export class StaffRegister {
  constructor(
    private readonly identity: StaffIdentity,
    private readonly passwords: Passwords,
    private readonly staff: StaffRepository,
  ) {}

  async prepare(organisationId: OrganisationId, person: Person): Promise<StaffRow> {
    const id = newId<'staff'>();
    const passwordHash = await this.passwords.hash(person.password);
    const sealed = await this.identity.seal(organisationId, id, person);
    return { id, organisationId, passwordHash, language: person.language, ...sealed };
  }

  /** False when the e-mail address has a login already, anywhere in the installation. */
  async enter(tx: Transaction, row: StaffRow, roles: readonly HeldRole[]): Promise<boolean> {
    if (!(await this.staff.insert(tx, row))) return false;
    for (const role of roles) await this.staff.grant(tx, row.id, role);
    return true;
  }

  /** Destroys the key of a person who was prepared and not entered. */
  discard({ organisationId, id }: StaffRow): Promise<void> {
    return this.identity.forget(organisationId, id);
  }
}
