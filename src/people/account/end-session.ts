import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import type { CurrentSession } from '../../platform/auth/index.js';
import { SessionNotFound } from '../people.errors.js';
import { SessionRepository } from '../sign-in/session.repository.js';

/** Ends one's own sessions: one of them, or all but this one. Holds from the next request on, in every process. */
@Injectable()
export class EndSession {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly sessions: SessionRepository,
  ) {}

  /** Throws SessionNotFound, for a colleague's session too. */
  async one(principal: Principal, id: string): Promise<void> {
    await this.uow.run(workOf(principal, 'account'), async (tx) => {
      const ended = await this.sessions.revokeOne(tx, principal.staffId, { id, now: this.clock.now() });
      if (!ended) throw new SessionNotFound();
      await this.audit.record(tx, {
        act: 'session.revoked',
        object: { kind: 'session', id },
        outcome: 'done',
      });
    });
  }

  async others({ principal, tokenHash }: Pick<CurrentSession, 'principal' | 'tokenHash'>): Promise<number> {
    const { staffId } = principal;
    return this.uow.run(workOf(principal, 'account'), async (tx) => {
      const revoked = await this.sessions.revokeOthers(tx, staffId, { tokenHash, now: this.clock.now() });
      const object = { kind: 'staff', id: staffId };
      await this.audit.record(tx, { act: 'sessions.revoked', object, outcome: 'done', details: { revoked } });
      return revoked;
    });
  }
}
