import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const HEADER = 'x-request-id';

/** What a proxy may have given: enough for any tracing system, too little to smuggle anything into a log. */
const ACCEPTED = /^[A-Za-z0-9-]{8,64}$/;

/** Gives every request a number, or keeps the proxy's; it comes back in the answer and stands in the log. */
export function numberRequests(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(HEADER);
  response.setHeader(HEADER, given !== undefined && ACCEPTED.test(given) ? given : randomUUID());
  next();
}

export function requestIdOf(response: Response): string {
  return String(response.getHeader(HEADER) ?? '');
}
