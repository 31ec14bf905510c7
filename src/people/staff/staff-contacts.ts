import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Role } from '../../kernel/principal.js';
import type { Transaction } from '../../kernel/transaction.js';
import { StaffIdentity } from './staff-identity.js';
import { StaffRepository } from './staff.repository.js';

/** Where a colleague is reached, and in which language. */
export interface StaffContact {
  readonly id: StaffId;
  readonly name: string;
  readonly email: string;
  readonly language: string;
}

/** For rooms that tell people something: names and addresses of staff who can still sign in. */
@Injectable()
export class StaffContacts {
  constructor(
    private readonly identity: StaffIdentity,
    private readonly staff: StaffRepository,
  ) {}

  /** Everybody who holds one of these roles over the whole organisation. */
  async holding(tx: Transaction, roles: readonly Role[]): Promise<readonly StaffContact[]> {
    return this.execute(tx, await this.staff.holders(tx, roles));
  }

  /** In no order; whoever is unknown, disabled or erased is missing. */
  async execute(tx: Transaction, ids: readonly StaffId[]): Promise<readonly StaffContact[]> {
    const { organisationId } = tx.context;
    if (organisationId === null || ids.length === 0) return [];
    const rows = await this.staff.reachable(tx, ids);
    const people = await this.identity.unseal(organisationId, rows);
    return rows.flatMap(({ id, language }, index) => {
      const person = people[index];
      return person && person.email !== '' ? [{ id, language, ...person }] : [];
    });
  }
}
