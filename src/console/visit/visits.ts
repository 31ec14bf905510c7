import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../../kernel/clock.js';
import type { CurrentSession } from '../../platform/auth/index.js';
import { chooseLanguage, readerOf } from '../words/reader.js';
import { isConsoleLanguage } from '../words/words.js';
import type { Visit } from './visit.js';

/** The guard leaves the session here; absent when it was never reached (an address that does not exist). */
type GuardedRequest = Request & { readonly session?: CurrentSession | null };

const LANGUAGE_COOKIE = 'lang';
/** A person who chose a language on this device should not have to choose it again this year. */
const A_YEAR = 31_536_000_000;

/** Makes the visit of a request: who, in which language, when. */
@Injectable()
export class Visits {
  constructor(private readonly clock: Clock) {}

  of(request: GuardedRequest): Visit {
    const { session } = request;
    const url = new URL(request.originalUrl, 'http://console');
    const language = chooseLanguage({
      asked: url.searchParams.get('lang'),
      remembered: cookie(request, LANGUAGE_COOKIE),
      staff: session?.principal.language,
      acceptLanguage: request.headers['accept-language'],
    });
    return {
      reader: readerOf(language),
      now: this.clock.now(),
      path: url.pathname,
      query: url.searchParams,
      address: request.ip ?? '',
      // Somebody who is not in yet is shown the way in, not the house.
      principal: session?.awaits === null ? session.principal : null,
      csrf: session?.csrfToken ?? null,
    };
  }

  /** A language asked for in the address holds on this device until sign-out. It says nothing about a person. */
  remember(visit: Visit, response: Response): void {
    const asked = visit.query.get('lang');
    if (!isConsoleLanguage(asked)) return;
    response.cookie(LANGUAGE_COOKIE, asked, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: A_YEAR });
  }

  forget(response: Response): void {
    response.clearCookie(LANGUAGE_COOKIE, { path: '/' });
  }
}

function cookie(request: Request, wanted: string): string | undefined {
  for (const pair of request.headers.cookie?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted) return value;
  }
  return undefined;
}
