import type { GroupId, ProgrammeId } from '../../kernel/ids.js';
import type { Principal, Role, Scope } from '../../kernel/principal.js';
import type { WorkContext } from '../../kernel/transaction.js';
import { NotPermitted } from './auth.errors.js';
import { ROLE_PERMISSIONS } from './permissions.js';
import type { PermissionName } from './permissions.js';

/** Where a thing stands: a group with its programme, a programme, or (both null) the organisation itself. */
export type Place = Scope;

/**
 * Everything of the organisation, or some programmes and groups. A group of a named programme is reached through the
 * programme; `groupIds` are those held one by one.
 */
export type Reach =
  | { readonly kind: 'organisation' }
  | {
      readonly kind: 'places';
      readonly programmeIds: readonly ProgrammeId[];
      readonly groupIds: readonly GroupId[];
    };

/** Where the principal holds the permission. No places at all when they hold it nowhere. */
export function reachOf(principal: Principal, permission: PermissionName): Reach {
  const programmeIds = new Set<ProgrammeId>();
  const groupIds = new Set<GroupId>();
  for (const held of principal.roles) {
    if (!grants(principal, held.role, permission)) continue;
    if (held.groupId !== null) groupIds.add(held.groupId);
    else if (held.programmeId !== null) programmeIds.add(held.programmeId);
    else return { kind: 'organisation' };
  }
  return { kind: 'places', programmeIds: [...programmeIds], groupIds: [...groupIds] };
}

/** Does the principal hold the permission at this place? */
export function may(principal: Principal, permission: PermissionName, place: Place): boolean {
  const reach = reachOf(principal, permission);
  if (reach.kind === 'organisation') return true;
  const { programmeId, groupId } = place;
  return (
    (programmeId !== null && reach.programmeIds.includes(programmeId)) ||
    (groupId !== null && reach.groupIds.includes(groupId))
  );
}

/** For what belongs to the organisation as a whole: throws NotPermitted unless the permission holds everywhere. */
export function mustReachAll(principal: Principal, permission: PermissionName): void {
  if (reachOf(principal, permission).kind !== 'organisation') throw new NotPermitted();
}

/** Does the principal hold the permission anywhere? */
export function mayAnywhere(principal: Principal, permission: PermissionName): boolean {
  return principal.roles.some(({ role }) => grants(principal, role, permission));
}

/** What a program may do is written on its token; what a person may do follows from the role. */
function grants({ token }: Principal, role: Role, permission: PermissionName): boolean {
  return token ? token.permissions.includes(permission) : ROLE_PERMISSIONS[role].includes(permission);
}

/** The work context of a signed-in person: `uow.run(workOf(principal, 'review'), ...)`. */
export function workOf(principal: Principal, purpose: string): WorkContext {
  return {
    organisationId: principal.organisationId,
    actor: principal.token
      ? { kind: 'integration', id: principal.token.id }
      : { kind: 'staff', id: principal.staffId },
    purpose,
  };
}
