import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { mustReachAll, workOf } from '../../platform/auth/index.js';
import { SessionRepository } from '../sign-in/session.repository.js';
import type { StaffRole } from '../roles/may-give.js';
import { StandingRepository } from './standing.repository.js';

/** Which roles of the organisation ask for a second factor. */
@Injectable()
export class SecondFactorRoles {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly staff: StandingRepository,
    private readonly sessions: SessionRepository,
  ) {}

  read(principal: Principal): Promise<readonly StaffRole[]> {
    return this.uow.run(workOf(principal, 'manage_staff'), (tx) => this.staff.secondFactorRoles(tx));
  }

  /** Holds for open sessions too, with their next request. Throws NotPermitted unless one manages all staff. */
  async change(principal: Principal, roles: readonly StaffRole[]): Promise<void> {
    mustReachAll(principal, 'staff.manage');
    await this.uow.run(workOf(principal, 'manage_staff'), async (tx) => {
      await this.staff.setSecondFactorRoles(tx, roles);
      await this.sessions.awaitEnrolment(tx, roles);
      const object = { kind: 'organisation', id: principal.organisationId };
      const details = { roles: roles.join(' ') };
      await this.audit.record(tx, { act: 'second_factor.required', object, outcome: 'done', details });
    });
  }
}
