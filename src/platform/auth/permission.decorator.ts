import { SetMetadata } from '@nestjs/common';
import type { PermissionName } from './permissions.js';

/** What a route asks of its caller. Every route has exactly one; the guard refuses a route without. */
export type Access =
  | { readonly kind: 'permission'; readonly permission: PermissionName }
  | { readonly kind: 'public'; readonly reason: string };

export const ACCESS = 'mlinzi:access';

/**
 * On a handler or a controller (the handler's own wins): the caller must hold the permission somewhere. Where they
 * hold it is the use case's to check, because only it knows where the thing stands.
 */
export function Permission(permission: PermissionName): MethodDecorator & ClassDecorator {
  return SetMetadata(ACCESS, { kind: 'permission', permission } satisfies Access);
}

/** On a route that anybody may call, with the reason why. */
export function Public(reason: string): MethodDecorator & ClassDecorator {
  return SetMetadata(ACCESS, { kind: 'public', reason } satisfies Access);
}

export const DURING_ENTRY = 'mlinzi:during-entry';

/** On a route that is open to somebody who signed in and still has to prove or accept something. */
export function DuringEntry(): MethodDecorator & ClassDecorator {
  return SetMetadata(DURING_ENTRY, true);
}
