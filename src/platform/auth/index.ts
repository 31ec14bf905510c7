/** Who is calling and what they may do: deny by default, every route names its permission. Knows nobody's tables. */
export { AuthModule } from './auth.module.js';
export { NotPermitted, NotSignedIn } from './auth.errors.js';
export { Caller, Session } from './caller.decorator.js';
export { Csrf } from './csrf.js';
export { may, mayAnywhere, mustReachAll, reachOf, workOf } from './may.js';
export type { Place, Reach } from './may.js';
export { ACCESS, Permission, Public } from './permission.decorator.js';
export type { Access } from './permission.decorator.js';
export { PERMISSIONS, ROLE_PERMISSIONS } from './permissions.js';
export type { PermissionName } from './permissions.js';
export { hashToken, SessionLookup } from './session.js';
export type { CurrentSession, IssuedSession } from './session.js';
export { SessionCookie } from './session-cookie.js';
