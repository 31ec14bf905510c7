import type { GroupId, OrganisationId, ProgrammeId, StaffId } from '../../kernel/ids.js';
import type { Principal, Role } from '../../kernel/principal.js';

/** A person who gets a login, with their first role and where it holds. */
export interface NewStaff {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** Language of the console. */
  readonly language: string;
  readonly role: Role;
  /** At most one of the two; both null: the whole organisation. */
  readonly programmeId: ProgrammeId | null;
  readonly groupId: GroupId | null;
}

/** What the database keeps of a person: their words sealed under their own key. */
export interface StaffRow {
  readonly id: StaffId;
  readonly organisationId: OrganisationId;
  readonly emailIndex: Uint8Array;
  readonly emailCiphertext: Uint8Array;
  readonly nameCiphertext: Uint8Array;
  readonly passwordHash: string;
  readonly language: string;
}

/** A colleague as admins and data protection officers see them. */
export interface StaffMember {
  readonly id: StaffId;
  /** Empty when the person was erased. */
  readonly name: string;
  readonly email: string;
  readonly roles: Principal['roles'];
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  /** Null when the last session is long over. */
  readonly seenAt: Date | null;
}

export interface Whoami {
  readonly staffId: StaffId;
  readonly name: string;
  readonly email: string;
  readonly language: string;
  readonly organisation: { readonly id: OrganisationId; readonly name: string };
}
