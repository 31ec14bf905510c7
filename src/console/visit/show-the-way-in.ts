import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotSignedIn } from '../../platform/auth/index.js';

/** On a page, "sign in first" is not an error but the way in. */
@Catch(NotSignedIn)
export class ShowTheWayIn implements ExceptionFilter<NotSignedIn> {
  catch(_error: NotSignedIn, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    response.set('Cache-Control', 'no-store').redirect(303, signInFor(http.getRequest<Request>()));
  }
}

/** Only a page that can be asked for again is worth coming back to. */
function signInFor({ method, originalUrl }: Request): string {
  if (method !== 'GET' || originalUrl === '/') return '/sign-in';
  return `/sign-in?${new URLSearchParams({ next: originalUrl }).toString()}`;
}
