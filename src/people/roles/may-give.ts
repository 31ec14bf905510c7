import type { Principal, Role } from '../../kernel/principal.js';
import { may, ROLE_PERMISSIONS } from '../../platform/auth/index.js';
import type { Place } from '../../platform/auth/index.js';

/** Roles of people; `integration` is for programs, which have tokens. */
export const STAFF_ROLES = [
  'admin',
  'community_manager',
  'coordinator',
  'safeguarding_lead',
  'commander_on_duty',
  'dpo',
  'auditor',
] as const satisfies readonly Role[];

export type StaffRole = (typeof STAFF_ROLES)[number];

/**
 * May this person give (or take) the role at this place? Only where they invite at all; whoever manages staff there gives
 * every role, anybody else only what they could do themselves. `place` is the group's with its programme.
 */
export function mayGive(giver: Principal, role: Role, place: Place): boolean {
  if (role === 'integration' || !may(giver, 'staff.invite', place)) return false;
  if (may(giver, 'staff.manage', place)) return true;
  return ROLE_PERMISSIONS[role].every((permission) => may(giver, permission, place));
}
