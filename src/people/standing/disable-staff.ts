import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, workOf } from '../../platform/auth/index.js';
import { StaffNotFound } from '../people.errors.js';
import { SessionRepository } from '../sign-in/session.repository.js';
import { StaffRepository } from '../staff/staff.repository.js';
import { StandingRepository } from './standing.repository.js';

const EVERYWHERE = { programmeId: null, groupId: null };

/** Closes a colleague's login, and opens it again. Their sessions end at once. */
@Injectable()
export class DisableStaff {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly staff: StaffRepository,
    private readonly standing: StandingRepository,
    private readonly sessions: SessionRepository,
  ) {}

  /** Throws StaffNotFound for strangers, and for colleagues unless one manages the staff of the whole organisation. */
  async disable(
    principal: Principal,
    staffId: StaffId,
  ): Promise<{ readonly kind: 'done' } | Refused<'last-admin' | 'not-oneself'>> {
    if (staffId === principal.staffId) return refuse('not-oneself');
    return this.uow.run(workOf(principal, 'manage_staff'), async (tx) => {
      if (!may(principal, 'staff.manage', EVERYWHERE) || !(await this.staff.exists(tx, staffId)))
        throw new StaffNotFound();
      await this.standing.holdAdmins(tx);
      if ((await this.standing.countAdmins(tx, staffId)) === 0) return refuse('last-admin');
      await this.standing.setDisabled(tx, staffId, this.clock.now());
      const ended = await this.sessions.revokeAllOf(tx, staffId, this.clock.now());
      const object = { kind: 'staff', id: staffId };
      await this.audit.record(tx, { act: 'staff.disabled', object, outcome: 'done', details: { ended } });
      return { kind: 'done' };
    });
  }

  /** Throws StaffNotFound as disabling does. */
  async enable(principal: Principal, staffId: StaffId): Promise<void> {
    await this.uow.run(workOf(principal, 'manage_staff'), async (tx) => {
      if (!may(principal, 'staff.manage', EVERYWHERE) || !(await this.staff.exists(tx, staffId)))
        throw new StaffNotFound();
      await this.standing.setDisabled(tx, staffId, null);
      await this.audit.record(tx, {
        act: 'staff.enabled',
        object: { kind: 'staff', id: staffId },
        outcome: 'done',
      });
    });
  }
}
