import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Principal } from '../../kernel/principal.js';
import type { CurrentSession } from './session.js';

/** What the guard leaves on the request for these decorators. */
export interface AuthenticatedRequest extends Request {
  session?: CurrentSession | null;
  /** Who a token stands for; there is no session beside it. */
  program?: Principal | null;
}

/** The signed-in `Principal`, or the one a token stands for; null on a public route called by nobody in particular. */
export const Caller = createParamDecorator(
  (_data: unknown, context: ExecutionContext) =>
    requestOf(context).program ?? requestOf(context).session?.principal ?? null,
);

/** The `CurrentSession`; null on a public route called by nobody in particular. */
export const Session = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => requestOf(context).session ?? null,
);

function requestOf(context: ExecutionContext): AuthenticatedRequest {
  return context.switchToHttp().getRequest<AuthenticatedRequest>();
}
