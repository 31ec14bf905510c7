import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { newId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { InvalidInput } from '../people.errors.js';
import { faultsOfPerson } from '../staff/check-staff.js';
import { PlaceRoles } from '../roles/place-roles.js';
import { StaffIdentity } from '../staff/staff-identity.js';
import type { SealedIdentity } from '../staff/staff-identity.js';
import type { Invited, InviteRefusal, NewInvitation } from './invitation.js';
import { InvitationDesk } from './invitation-desk.js';
import type { FreshLink } from './invitation-link.js';

interface Prepared {
  readonly id: ReturnType<typeof newId<'staff'>>;
  readonly sealed: SealedIdentity;
  readonly fresh: FreshLink;
}

/** Asks somebody to join with roles that are the inviter's to give. */
@Injectable()
export class InvitePerson {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly identity: StaffIdentity,
    private readonly roles: PlaceRoles,
    private readonly desk: InvitationDesk,
  ) {}

  /** Throws InvalidInput. */
  async execute(principal: Principal, input: NewInvitation): Promise<Invited | InviteRefusal> {
    const faults = faultsOfPerson({ ...input, name: 'x' });
    if (faults.length > 0) throw new InvalidInput(faults);
    const { organisationId } = principal;
    const id = newId<'staff'>();
    const sealed = await this.identity.seal(organisationId, id, { email: input.email, name: '' });
    const prepared = { id, sealed, fresh: this.desk.freshLink() };
    const refused = await this.uow.run(workOf(principal, 'manage_staff'), (tx) =>
      this.enter(tx, { principal, input, prepared }),
    );
    if (refused) {
      await this.identity.forget(organisationId, id);
      return refused;
    }
    return this.desk.send(
      principal,
      { id, email: input.email.trim(), language: input.language },
      prepared.fresh,
    );
  }

  private async enter(
    tx: Transaction,
    asked: { readonly principal: Principal; readonly input: NewInvitation; readonly prepared: Prepared },
  ): Promise<InviteRefusal | null> {
    const { principal, input, prepared } = asked;
    const refused = await this.roles.refusal(tx, principal, input.roles);
    if (refused) return refused;
    const { id, sealed, fresh } = prepared;
    if (await this.desk.hasLogin(tx, sealed.emailIndex)) return refuse('email-taken');
    const row = { id, ...sealed, ...fresh, language: input.language, invitedBy: principal.staffId };
    if (!(await this.desk.enter(tx, row, input.roles))) return refuse('already-invited');
    const details = { roles: input.roles.map(({ role }) => role).join(' ') };
    await this.audit.record(tx, {
      act: 'staff.invited',
      object: { kind: 'staff', id },
      outcome: 'done',
      details,
    });
    return null;
  }
}
