import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { may, workOf } from '../../platform/auth/index.js';
import type { FlagView } from './flag-view.js';
import { viewOf } from './flag-view.js';
import { FlagRepository } from './flag.repository.js';
import { FlagNotFound } from '../review.errors.js';

@Injectable()
export class ReadFlag {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly vault: Vault,
    private readonly flags: FlagRepository,
  ) {}

  /** Throws FlagNotFound outside the principal's reach. */
  async execute(principal: Principal, id: FlagId): Promise<FlagView> {
    const flag = await this.uow.run(workOf(principal, 'review'), async (tx) => {
      const found = await this.flags.one(tx, id);
      if (found === null || !may(principal, 'flags.read', found)) throw new FlagNotFound();
      await this.audit.record(tx, { act: 'flag.viewed', object: { kind: 'flag', id }, outcome: 'done' });
      return found;
    });
    return viewOf(flag, await this.vault.keyring(principal.organisationId, [flag.memberId]));
  }
}
