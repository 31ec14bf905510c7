import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { EntryIncomplete, NotSignedIn } from '../../platform/auth/index.js';

/** On a page, "sign in first" is not an error but the way in; so is what is left to do after the password. */
@Catch(NotSignedIn, EntryIncomplete)
export class ShowTheWayIn implements ExceptionFilter<NotSignedIn | EntryIncomplete> {
  catch(error: NotSignedIn | EntryIncomplete, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const door = error instanceof EntryIncomplete ? '/enter' : '/sign-in';
    response.set('Cache-Control', 'no-store').redirect(303, wayFor(door, http.getRequest<Request>()));
  }
}

/** Only a page that can be asked for again is worth coming back to. */
function wayFor(door: string, { method, originalUrl }: Request): string {
  if (method !== 'GET' || originalUrl === '/') return door;
  return `${door}?${new URLSearchParams({ next: originalUrl }).toString()}`;
}
