import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { CurrentSession } from './session.js';

/** What the guard leaves on the request for these decorators. */
export interface AuthenticatedRequest extends Request {
  session?: CurrentSession | null;
}

/** The signed-in `Principal`; null on a public route called by nobody in particular. */
export const Caller = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => sessionIn(context)?.principal ?? null,
);

/** The `CurrentSession`; null on a public route called by nobody in particular. */
export const Session = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  sessionIn(context),
);

function sessionIn(context: ExecutionContext): CurrentSession | null {
  return context.switchToHttp().getRequest<AuthenticatedRequest>().session ?? null;
}
