import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { Identity } from '../../kernel/identity.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { mustReachAll, workOf } from '../../platform/auth/index.js';
import { IdentityNotFound, InvalidInput } from '../people.errors.js';
import { faultsOfIdentity } from './check-reference.js';
import { LibraryRepository } from './library.repository.js';
import type { NewIdentity } from './reference.js';

/** The register belongs to the organisation: whoever holds the permission anywhere in it changes it for everyone. */
@Injectable()
export class ListIdentities {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly library: LibraryRepository,
  ) {}

  execute(principal: Principal): Promise<readonly Identity[]> {
    return this.uow.run(workOf(principal, 'reference'), (tx) => this.library.identities(tx));
  }
}

@Injectable()
export class AddIdentity {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly library: LibraryRepository,
  ) {}

  /** Throws InvalidInput, and NotPermitted unless the principal keeps the library of the whole organisation. */
  async execute(principal: Principal, input: NewIdentity): Promise<Identity> {
    mustReachAll(principal, 'register.manage');
    const faults = faultsOfIdentity(input);
    if (faults.length > 0) throw new InvalidInput(faults);
    return this.uow.run(workOf(principal, 'reference'), async (tx) => {
      const [identity] = await this.library.addIdentities(tx, [input]);
      if (identity === undefined) throw new IdentityNotFound();
      const object = { kind: 'identity', id: identity.id };
      await this.audit.record(tx, { act: 'identity.added', object, outcome: 'done' });
      return identity;
    });
  }
}

@Injectable()
export class RemoveIdentity {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly library: LibraryRepository,
  ) {}

  /** Throws IdentityNotFound, and NotPermitted as adding does. */
  async execute(principal: Principal, id: string): Promise<void> {
    mustReachAll(principal, 'register.manage');
    await this.uow.run(workOf(principal, 'reference'), async (tx) => {
      if (!(await this.library.remove(tx, 'official_identity', id))) throw new IdentityNotFound();
      await this.audit.record(tx, {
        act: 'identity.removed',
        object: { kind: 'identity', id },
        outcome: 'done',
      });
    });
  }
}
