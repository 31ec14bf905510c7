import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { isUuid } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { pseudonymBits, pseudonymOf } from '../../kernel/pseudonym.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { inWhole } from '../in-whole.js';
import { FoundRepository } from './found.repository.js';
import type { FoundRow } from './found.repository.js';

/** Enough to tell members with one pseudonym apart; never a handle or a name. */
export interface FoundMember extends FoundRow {
  readonly pseudonym: string;
}

/** Finds whom a request to be forgotten is about: by pseudonym, by the id of a flag, or by the member's own id. */
@Injectable()
export class FindMember {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly found: FoundRepository,
    private readonly audit: AuditTrail,
  ) {}

  execute(principal: Principal, asked: string): Promise<readonly FoundMember[]> {
    return this.uow.run({ ...inWhole(principal, 'members.forget'), purpose: 'forget' }, async (tx) => {
      const rows = await this.look(tx, asked.trim());
      await this.audit.record(tx, {
        act: 'member.looked_up',
        object: { kind: 'organisation', id: principal.organisationId },
        outcome: 'done',
        details: { found: rows.length },
      });
      return rows.map((row) => ({ ...row, pseudonym: pseudonymOf(row.memberId) }));
    });
  }

  private look(tx: Transaction, asked: string): Promise<readonly FoundRow[]> {
    const id = /[0-9a-f-]{36}$/.exec(asked.toLowerCase())?.[0];
    if (id !== undefined && isUuid(id)) return this.found.byId(tx, id);
    const bits = pseudonymBits(asked);
    return bits === null ? Promise.resolve([]) : this.found.byPseudonym(tx, bits);
  }
}
