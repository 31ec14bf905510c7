import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { StaffNotFound } from '../people.errors.js';
import type { Whoami } from './staff.js';
import { StaffIdentity } from './staff-identity.js';
import { StaffRepository } from './staff.repository.js';

/** Who one is signed in as. */
@Injectable()
export class ReadSelf {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly identity: StaffIdentity,
    private readonly staff: StaffRepository,
  ) {}

  async execute(principal: Principal): Promise<Whoami> {
    const { organisationId, staffId } = principal;
    const row = await this.uow.run(workOf(principal, 'session'), (tx) => this.staff.self(tx, staffId));
    const [person] = row ? await this.identity.unseal(organisationId, [row]) : [];
    if (!row || !person) throw new StaffNotFound();
    const organisation = { id: organisationId, name: row.organisation };
    return { staffId, ...person, language: row.language, organisation };
  }
}
