/** Who is calling and what they may do: deny by default, every route names its permission. Knows nobody's tables. */
export { AuthModule } from './auth.module.js';
export { TOKEN_PREFIX } from './bearer.js';
export { EntryIncomplete, NotPermitted, NotSignedIn } from './auth.errors.js';
export { Caller, Session } from './caller.decorator.js';
export { Csrf } from './csrf.js';
export { may, mayAnywhere, mustReachAll, reachOf, workOf } from './may.js';
export type { Place, Reach } from './may.js';
export { ACCESS, DuringEntry, Permission, Public } from './permission.decorator.js';
export type { Access } from './permission.decorator.js';
export { PERMISSIONS, ROLE_PERMISSIONS } from './permissions.js';
export type { PermissionName } from './permissions.js';
export { hashToken, SessionLookup, TokenLookup } from './session.js';
export type { CurrentSession, EntryStep, IssuedSession } from './session.js';
export { SessionCookie } from './session-cookie.js';
