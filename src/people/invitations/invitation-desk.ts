import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import type { Transaction } from '../../kernel/transaction.js';
import { mayGive } from '../roles/may-give.js';
import { PlaceRoles } from '../roles/place-roles.js';
import type { HeldRole } from '../staff/staff.repository.js';
import { StandingRepository } from '../standing/standing.repository.js';
import type { Invited } from './invitation.js';
import { InvitationLink } from './invitation-link.js';
import type { FreshLink } from './invitation-link.js';
import { InvitationRepository } from './invitation.repository.js';
import type { InvitationRow, NewRow } from './invitation.repository.js';
import { SendInvitation } from './send-invitation.js';

/** What inviting, renewing and taking back have in common. */
@Injectable()
export class InvitationDesk {
  constructor(
    private readonly links: InvitationLink,
    private readonly mail: SendInvitation,
    private readonly places: PlaceRoles,
    private readonly standing: StandingRepository,
    private readonly invitations: InvitationRepository,
  ) {}

  freshLink(): FreshLink {
    return this.links.make();
  }

  hasLogin(tx: Transaction, emailIndex: Uint8Array): Promise<boolean> {
    return this.standing.hasLogin(tx, emailIndex);
  }

  enter(tx: Transaction, row: NewRow, roles: readonly HeldRole[]): Promise<boolean> {
    return this.invitations.insert(tx, row, roles);
  }

  send(
    principal: Principal,
    to: { readonly id: StaffId; readonly email: string; readonly language: string },
    fresh: FreshLink,
  ): Promise<Invited> {
    return this.mail.execute(principal, to, fresh);
  }

  /** The open invitation, held; null where every one of its roles is not the principal's to give. */
  async reach(tx: Transaction, principal: Principal, id: StaffId): Promise<InvitationRow | null> {
    const row = await this.invitations.lock(tx, id);
    if (row === null) return null;
    const roles = await this.invitations.rolesOf(tx, [id]);
    return (await this.maySee(tx, principal, roles)) ? row : null;
  }

  async maySee(tx: Transaction, principal: Principal, roles: readonly HeldRole[]): Promise<boolean> {
    for (const held of roles) {
      const place = await this.places.placeOf(tx, held);
      if (place === null || !mayGive(principal, held.role, place)) return false;
    }
    return true;
  }
}
