import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, workOf } from '../../platform/auth/index.js';
import { EntryRepository } from '../entry/entry.repository.js';
import { StaffNotFound } from '../people.errors.js';
import { SessionRepository } from '../sign-in/session.repository.js';
import { StaffRepository } from '../staff/staff.repository.js';

/** For a colleague who lost phone and recovery codes: their factor goes, and so do their sessions. The password stays. */
@Injectable()
export class ResetSecondFactor {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly staff: StaffRepository,
    private readonly entry: EntryRepository,
    private readonly sessions: SessionRepository,
  ) {}

  /** Throws StaffNotFound for strangers, and for colleagues unless one manages the staff of the whole organisation. */
  execute(
    principal: Principal,
    staffId: StaffId,
  ): Promise<{ readonly kind: 'done' } | Refused<'not-oneself'>> {
    return this.uow.run(workOf(principal, 'manage_staff'), async (tx) => {
      const reached = may(principal, 'staff.manage', { programmeId: null, groupId: null });
      if (!reached || !(await this.staff.exists(tx, staffId))) throw new StaffNotFound();
      // One's own asks for a code, on one's own page.
      if (staffId === principal.staffId) return refuse('not-oneself');
      await this.entry.removeFactor(tx, staffId);
      await this.sessions.revokeAllOf(tx, staffId, this.clock.now());
      const object = { kind: 'staff', id: staffId };
      await this.audit.record(tx, { act: 'second_factor.reset', object, outcome: 'done' });
      return { kind: 'done' };
    });
  }
}
