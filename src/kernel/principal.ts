import type { GroupId, OrganisationId, ProgrammeId, StaffId } from './ids.js';

export const ROLES = [
  'admin',
  'community_manager',
  'coordinator',
  'safeguarding_lead',
  'commander_on_duty',
  'dpo',
  'auditor',
  'integration',
] as const;

export type Role = (typeof ROLES)[number];

/** Where a role holds: the organisation when both are null, else one programme or one group. */
export interface Scope {
  readonly programmeId: ProgrammeId | null;
  readonly groupId: GroupId | null;
}

/** A signed-in person, as every room sees them, or a program with a token of theirs. */
export interface Principal {
  readonly organisationId: OrganisationId;
  readonly staffId: StaffId;
  readonly roles: readonly (Scope & { readonly role: Role })[];
  /** Works among invented people. */
  readonly demo?: boolean;
  /** Language of the console, `en` or `ar` and others as they come. */
  readonly language: string;
  /** A program: what it may do is what its token says, and it acts under the token's id, not the person's. */
  readonly token?: { readonly id: string; readonly permissions: readonly string[] };
}
