import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import type { CurrentSession } from '../../platform/auth/index.js';
import { SessionRepository } from './session.repository.js';

@Injectable()
export class SignOut {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly sessions: SessionRepository,
  ) {}

  async execute({ principal, tokenHash }: Pick<CurrentSession, 'principal' | 'tokenHash'>): Promise<void> {
    await this.uow.run(workOf(principal, 'session'), async (tx) => {
      if (!(await this.sessions.revoke(tx, tokenHash, this.clock.now()))) return;
      const object = { kind: 'staff', id: principal.staffId };
      await this.audit.record(tx, { act: 'staff.signed_out', object, outcome: 'done' });
    });
  }
}
