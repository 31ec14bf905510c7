import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { InvitationNotFound } from '../people.errors.js';
import { StaffIdentity } from '../staff/staff-identity.js';
import type { Invited, InvitationView } from './invitation.js';
import { InvitationDesk } from './invitation-desk.js';
import { InvitationRepository } from './invitation.repository.js';

/** Open invitations whose roles are the principal's to give: seen, sent again, taken back. Others are not there. */
@Injectable()
export class TendInvitations {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly identity: StaffIdentity,
    private readonly desk: InvitationDesk,
    private readonly invitations: InvitationRepository,
  ) {}

  /** Newest first. */
  async list(principal: Principal): Promise<readonly InvitationView[]> {
    const seen = await this.uow.run(workOf(principal, 'manage_staff'), async (tx) => {
      const rows = await this.invitations.list(tx);
      const held = await this.invitations.rolesOf(
        tx,
        rows.map(({ id }) => id),
      );
      const shown = [];
      for (const row of rows) {
        const roles = held
          .filter(({ id }) => id === row.id)
          .map(({ role, programmeId, groupId }) => ({ role, programmeId, groupId }));
        if (await this.desk.maySee(tx, principal, roles)) shown.push({ row, roles });
      }
      return shown;
    });
    const emails = await this.identity.unsealEmails(
      principal.organisationId,
      seen.map(({ row }) => row),
    );
    return seen.map(({ row: { id, mail, createdAt, expiresAt }, roles }, index) => {
      const state = expiresAt > this.clock.now() ? 'open' : 'expired';
      return { id, roles, mail, createdAt, expiresAt, state, email: emails[index] ?? '' };
    });
  }

  /** A new link, good for as long as the first was; the old one is dead. Throws InvitationNotFound. */
  async again(principal: Principal, id: StaffId): Promise<Invited> {
    const fresh = this.desk.freshLink();
    const row = await this.uow.run(workOf(principal, 'manage_staff'), async (tx) => {
      const found = await this.desk.reach(tx, principal, id);
      if (found === null) throw new InvitationNotFound();
      await this.invitations.renew(tx, id, fresh);
      await this.audit.record(tx, {
        act: 'staff.invited_again',
        object: { kind: 'staff', id },
        outcome: 'done',
      });
      return found;
    });
    const [email = ''] = await this.identity.unsealEmails(principal.organisationId, [row]);
    return this.desk.send(principal, { id, email, language: row.language }, fresh);
  }

  /** The link is dead at once, and nobody's address stays behind. Throws InvitationNotFound. */
  async revoke(principal: Principal, id: StaffId): Promise<void> {
    await this.uow.run(workOf(principal, 'manage_staff'), async (tx) => {
      if ((await this.desk.reach(tx, principal, id)) === null) throw new InvitationNotFound();
      await this.invitations.end(tx, id, 'revoked_at');
      const object = { kind: 'staff', id };
      await this.audit.record(tx, { act: 'staff.invitation_revoked', object, outcome: 'done' });
    });
    await this.identity.forget(principal.organisationId, id);
  }
}
