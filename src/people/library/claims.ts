import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { Claim } from '../../kernel/claim.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { mustReachAll, workOf } from '../../platform/auth/index.js';
import { ClaimNotFound, InvalidInput } from '../people.errors.js';
import { faultsOfClaim } from './check-reference.js';
import { LibraryRepository } from './library.repository.js';
import type { NewClaim } from './reference.js';

/** Known rumours with their verdicts, newest first; one library for the whole organisation. */
@Injectable()
export class ListClaims {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly library: LibraryRepository,
  ) {}

  execute(principal: Principal): Promise<readonly Claim[]> {
    return this.uow.run(workOf(principal, 'reference'), (tx) => this.library.claims(tx));
  }
}

@Injectable()
export class AddClaim {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly library: LibraryRepository,
  ) {}

  /** Throws InvalidInput, and NotPermitted unless the principal keeps the library of the whole organisation. */
  async execute(principal: Principal, input: NewClaim): Promise<Claim> {
    mustReachAll(principal, 'claims.manage');
    const faults = faultsOfClaim(input);
    if (faults.length > 0) throw new InvalidInput(faults);
    return this.uow.run(workOf(principal, 'reference'), async (tx) => {
      const claim = await this.library.addClaim(tx, input);
      const object = { kind: 'claim', id: claim.id };
      await this.audit.record(tx, { act: 'claim.added', object, outcome: 'done' });
      return claim;
    });
  }
}

@Injectable()
export class RemoveClaim {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly library: LibraryRepository,
  ) {}

  /** Throws ClaimNotFound, and NotPermitted as adding does. */
  async execute(principal: Principal, id: string): Promise<void> {
    mustReachAll(principal, 'claims.manage');
    await this.uow.run(workOf(principal, 'reference'), async (tx) => {
      if (!(await this.library.remove(tx, 'claim', id))) throw new ClaimNotFound();
      await this.audit.record(tx, { act: 'claim.removed', object: { kind: 'claim', id }, outcome: 'done' });
    });
  }
}
