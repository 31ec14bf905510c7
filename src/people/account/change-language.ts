import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { InvalidInput } from '../people.errors.js';
import { StandingRepository } from '../standing/standing.repository.js';

/** In which language the console and its mails speak to one. */
@Injectable()
export class ChangeLanguage {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly staff: StandingRepository,
  ) {}

  /** Throws InvalidInput. */
  async execute(principal: Principal, language: string): Promise<void> {
    if (!/^[a-z]{2}$/.test(language))
      throw new InvalidInput([{ path: '/language', message: 'must be an ISO 639-1 code such as "en"' }]);
    const { staffId } = principal;
    await this.uow.run(workOf(principal, 'account'), async (tx) => {
      await this.staff.setLanguage(tx, staffId, language);
      const object = { kind: 'staff', id: staffId };
      await this.audit.record(tx, {
        act: 'language.changed',
        object,
        outcome: 'done',
        details: { language },
      });
    });
  }
}
