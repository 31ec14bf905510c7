import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { AcceptConduct } from '../entry/accept-conduct.js';
import { Sessions } from '../sign-in/sessions.js';
import type { StaffRow } from '../staff/staff.js';
import { StaffRegister } from '../staff/staff-register.js';
import type { DeadLink, Joined } from './invitation.js';
import { InvitationRepository } from './invitation.repository.js';

interface By {
  readonly tokenHash: Uint8Array;
  readonly userAgent: string | undefined;
}

/** The last step of an invitation, all of it or nothing: the login, its roles, what was accepted, the first session. */
@Injectable()
export class JoinStaff {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly invitations: InvitationRepository,
    private readonly register: StaffRegister,
    private readonly conduct: AcceptConduct,
    private readonly sessions: Sessions,
  ) {}

  execute(person: StaffRow, by: By): Promise<Joined | DeadLink | Refused<'email-taken'>> {
    const { organisationId, id } = person;
    const work = { organisationId, actor: { kind: 'staff', id }, purpose: 'accept_invitation' } as const;
    return this.uow.run(work, async (tx) => {
      if (!(await this.isStillOpen(tx, person, by))) return refuse('invitation-not-valid');
      const roles = await this.invitations.rolesOf(tx, [id]);
      if (!(await this.register.enter(tx, person, roles))) return refuse('email-taken');
      await this.invitations.end(tx, id, 'accepted_at');
      await this.conduct.execute(tx, id, person.language);
      const object = { kind: 'staff', id };
      await this.audit.record(tx, { act: 'staff.joined', object, outcome: 'done' });
      const entered = await this.sessions.enter(tx, { organisationId, staffId: id }, by.userAgent);
      return { kind: 'joined', ...entered };
    });
  }

  /** Of two browsers one is first; a link that was renewed meanwhile opens nothing. */
  private async isStillOpen(tx: Transaction, { id }: StaffRow, { tokenHash }: By): Promise<boolean> {
    if ((await this.invitations.lock(tx, id)) === null) return false;
    const behind = await this.invitations.behind(tx, tokenHash);
    return behind?.id === id && behind.live;
  }
}
