import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, workOf } from '../../platform/auth/index.js';
import { StaffNotFound } from '../people.errors.js';
import { SessionRepository } from './session.repository.js';
import { StaffRepository } from '../staff/staff.repository.js';

/** Ends every session of a person, one's own everywhere or a colleague's; holds from their next request on. */
@Injectable()
export class RevokeSessions {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly staff: StaffRepository,
    private readonly sessions: SessionRepository,
  ) {}

  /** Answers how many there were. Throws StaffNotFound for strangers, and for colleagues unless one manages staff. */
  execute(principal: Principal, staffId: StaffId): Promise<number> {
    return this.uow.run(workOf(principal, 'manage_staff'), async (tx) => {
      const reached =
        staffId === principal.staffId || may(principal, 'staff.manage', { programmeId: null, groupId: null });
      if (!reached || !(await this.staff.exists(tx, staffId))) throw new StaffNotFound();
      const revoked = await this.sessions.revokeAllOf(tx, staffId, this.clock.now());
      const object = { kind: 'staff', id: staffId };
      await this.audit.record(tx, { act: 'sessions.revoked', object, outcome: 'done', details: { revoked } });
      return revoked;
    });
  }
}
