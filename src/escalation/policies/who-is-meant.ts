import { Injectable } from '@nestjs/common';
import type { ProgrammeId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { StaffContacts } from '../../people/index.js';
import type { StaffContact } from '../../people/index.js';
import type { Step } from './policy.js';
import { PolicyRepository } from './policy.repository.js';

export type NamedPerson = Pick<StaffContact, 'id' | 'name'>;

/** Whom steps would tell this minute; the firing asks the database the same question. */
@Injectable()
export class WhoIsMeant {
  constructor(
    private readonly contacts: StaffContacts,
    private readonly policies: PolicyRepository,
  ) {}

  /** One list per step, by name; an empty one means that the step would be passed over. */
  async execute(
    tx: Transaction,
    programmeId: ProgrammeId,
    steps: readonly Step[],
  ): Promise<readonly (readonly NamedPerson[])[]> {
    const people = await this.policies.people(tx, programmeId, steps);
    const named = await this.name(tx, [...new Set(people.flat())]);
    return people.map((ids) => named.filter(({ id }) => ids.includes(id)));
  }

  /** Those a step may name: everybody who holds a role that can be told. */
  async candidates(tx: Transaction): Promise<readonly NamedPerson[]> {
    return this.name(tx, await this.policies.tellable(tx));
  }

  private async name(tx: Transaction, ids: readonly StaffId[]): Promise<readonly NamedPerson[]> {
    const people = await this.contacts.execute(tx, ids);
    return people
      .map(({ id, name }) => ({ id, name }))
      .sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
  }
}
