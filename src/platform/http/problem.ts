import { HttpException } from '@nestjs/common';
import { AppError } from '../../kernel/app-error.js';
import type { ErrorKind, Fault } from '../../kernel/app-error.js';

/** RFC 9457 problem details: the one shape of every refusal over HTTP. */
export interface Problem {
  /** `urn:mlinzi:problem:` and the code in lower case. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly Fault[];
  /** The same as in the log and in x-request-id. */
  readonly requestId: string;
}

/** The one table from what went wrong to what HTTP calls it. */
export const STATUS: Readonly<Record<ErrorKind, { readonly status: number; readonly title: string }>> = {
  invalid: { status: 400, title: 'Not valid' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'In conflict' },
  gone: { status: 410, title: 'Gone' },
  too_large: { status: 413, title: 'Too large' },
  unsupported: { status: 415, title: 'Not supported' },
  too_many: { status: 429, title: 'Too many' },
  unavailable: { status: 503, title: 'Not available' },
  broken: { status: 500, title: 'Something broke' },
};

/** What frameworks throw, by status, in the house's kinds; 405 and 422 among others are the caller's mistakes too. */
const KIND_OF_STATUS = new Map<number, ErrorKind>(
  (Object.entries(STATUS) as [ErrorKind, { status: number }][]).map(([kind, { status }]) => [status, kind]),
);

/** Sentences for what the framework and the body parsers refuse; their own words may repeat what was sent. */
const SENTENCES: Partial<Record<ErrorKind, string>> = {
  invalid: 'The request cannot be read: check its syntax and its encoding.',
  unauthenticated: 'Sign in first.',
  forbidden: 'This is not allowed.',
  not_found: 'There is nothing at this address.',
  too_large: 'The request is larger than this address takes.',
  unsupported: 'The content type or encoding of the request is not taken here.',
  too_many: 'Too many requests; wait a moment and try again.',
  unavailable: 'The service cannot answer now; try again in a moment.',
};

const BROKEN_SENTENCE = 'Something broke on our side. It is in the log under the number of this request.';

/** An error of any origin as a problem. Nothing of an unknown error shows; ours may come wrapped by a body parser. */
export function toProblem(error: unknown, requestId: string): Problem {
  const own = error instanceof HttpException ? error.cause : error;
  if (own instanceof AppError) return fromAppError(own, requestId);
  const status = statusOf(error);
  const kind = kindOf(status);
  return problem(kind, requestId, {
    code: `HTTP.${kind.toUpperCase()}`,
    detail: SENTENCES[kind] ?? BROKEN_SENTENCE,
  });
}

function fromAppError(error: AppError, requestId: string): Problem {
  // A broken invariant is our mistake: its sentence is for the log's reader, not for the caller.
  const detail = error.kind === 'broken' ? BROKEN_SENTENCE : error.message;
  return { ...problem(error.kind, requestId, { code: error.code, detail }), errors: error.faults };
}

function problem(kind: ErrorKind, requestId: string, words: { code: string; detail: string }): Problem {
  return {
    type: `urn:mlinzi:problem:${words.code.toLowerCase()}`,
    title: STATUS[kind].title,
    status: STATUS[kind].status,
    ...words,
    errors: [],
    requestId,
  };
}

/** Nest's exceptions and express's body parsers carry a status; anything else is ours. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'status' in error && 'expose' in error && error.expose === true)
    return Number(error.status);
  return 500;
}

function kindOf(status: number): ErrorKind {
  return KIND_OF_STATUS.get(status) ?? (status >= 400 && status < 500 ? 'invalid' : 'broken');
}
