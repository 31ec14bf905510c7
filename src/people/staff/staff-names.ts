import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { StaffIdentity } from './staff-identity.js';
import { StaffRepository } from './staff.repository.js';

/** What colleagues are called, for "decided by" and "held by". Names only, never addresses. */
@Injectable()
export class StaffNames {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly identity: StaffIdentity,
    private readonly staff: StaffRepository,
  ) {}

  /** Of the principal's own organisation; who is unknown or erased is absent. */
  async execute(principal: Principal, ids: Iterable<StaffId>): Promise<ReadonlyMap<StaffId, string>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const rows = await this.uow.run(workOf(principal, 'session'), (tx) => this.staff.some(tx, wanted));
    const people = await this.identity.unseal(principal.organisationId, rows);
    const named = rows.map(({ id }, index) => [id, people[index]?.name ?? ''] as const);
    return new Map(named.filter(([, name]) => name !== ''));
  }
}
