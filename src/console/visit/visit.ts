import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Principal } from '../../kernel/principal.js';
import type { Reader } from '../words/reader.js';
import type { ConsoleLanguage } from '../words/words.js';

/** One request as pages see it: who reads, in which language, and when. */
export interface Visit {
  readonly reader: Reader;
  readonly now: Date;
  /** Path without the query, for "you are here" and for switching the language on the spot. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Network address of the caller, for the rate limit of sign-in only. */
  readonly address: string;
  readonly principal: Principal | null;
  /** Hidden in every form of a signed-in person; null before sign-in. */
  readonly csrf: string | null;
}

/** The visit of a route that names a permission: its guard lets nobody else through. */
export type SignedVisit = Visit & { readonly principal: Principal };

/** A request that the console has received; the visit is set before any controller runs. */
export type VisitedRequest = Request & { visit?: Visit };

/** Parameter: the `Visit` of this request; a `SignedVisit` where the route names a permission. */
export const Visiting = createParamDecorator((_data: unknown, context: ExecutionContext): Visit => {
  const { visit } = context.switchToHttp().getRequest<VisitedRequest>();
  if (!visit) throw new TypeError('The controller is not behind ConsolePages');
  return visit;
});

/** Values of our own making: words of a union and ids. */
const OWN_VALUE = /^[a-z_]+$|^[0-9a-f-]{36}$/;

/**
 * The same page in another language; filters and tabs stay as they are. Beside a secret token nothing foreign is
 * echoed: in a compressed page an echo would help to guess it.
 */
export function inLanguage(visit: Visit, language: ConsoleLanguage): string {
  const kept = [...visit.query].filter(([, value]) => visit.csrf === null || OWN_VALUE.test(value));
  const query = new URLSearchParams(kept);
  query.set('lang', language);
  return `${visit.path}?${query.toString()}`;
}
