import type { Principal } from '../kernel/principal.js';
import type { WorkContext } from '../kernel/transaction.js';
import { may, NotPermitted, workOf } from '../platform/auth/index.js';
import type { PermissionName } from '../platform/auth/index.js';

/** What is kept is the whole organisation's, and so is the right to it. */
export function inWhole(principal: Principal, permission: PermissionName): WorkContext {
  if (!may(principal, permission, { programmeId: null, groupId: null })) throw new NotPermitted();
  return workOf(principal, 'read_retention');
}
