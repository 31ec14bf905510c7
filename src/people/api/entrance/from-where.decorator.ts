import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** What a request says about where it comes from: the address for the rate limit, the browser for the list of sessions. */
export interface Whereabouts {
  readonly address: string;
  readonly userAgent: string | undefined;
}

/** Parameter: the `Whereabouts` of this request. */
export const FromWhere = createParamDecorator((_data: unknown, context: ExecutionContext): Whereabouts => {
  const request = context.switchToHttp().getRequest<Request>();
  return { address: request.ip ?? '', userAgent: request.get('user-agent') };
});
