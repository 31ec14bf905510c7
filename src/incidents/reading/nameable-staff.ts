import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { mayAnywhere, workOf } from '../../platform/auth/index.js';
import { StaffContacts } from '../../people/index.js';
import { PeopleRepository } from '../acts/people.repository.js';

export interface Nameable {
  readonly id: StaffId;
  readonly name: string;
}

/** Everybody of staff, for those who may have to say that somebody is part of a matter. */
@Injectable()
export class NameableStaff {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly people: PeopleRepository,
    private readonly contacts: StaffContacts,
  ) {}

  /** By name. Nobody for those who do not work on incidents. */
  async execute(principal: Principal): Promise<readonly Nameable[]> {
    if (!mayAnywhere(principal, 'incidents.work')) return [];
    const contacts = await this.uow.run(workOf(principal, 'incident'), async (tx) =>
      this.contacts.execute(tx, await this.people.everybody(tx)),
    );
    return contacts
      .map(({ id, name }) => ({ id, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name, principal.language));
  }
}
