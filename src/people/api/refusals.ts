import { AppError } from '../../kernel/app-error.js';
import type { ErrorKind } from '../../kernel/app-error.js';
import { isRefused } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';

/** What an expected refusal of this room is called over HTTP. */
const PROBLEMS = {
  'email-taken': { kind: 'conflict', message: 'Somebody has a login with this e-mail address already.' },
  'link-not-valid': {
    kind: 'gone',
    message: 'The setup link was used or is older than 15 minutes; restart for a new one.',
  },
  'name-taken': { kind: 'conflict', message: 'There is one of this name already.' },
  'too-many-attempts': {
    kind: 'too_many',
    message: 'Too many attempts to sign in; wait as long as Retry-After says.',
  },
  'two-places': { kind: 'invalid', message: 'A role holds in a programme or in a group, not in both.' },
  'unknown-kind': { kind: 'invalid', message: 'There is no channel of this kind.' },
  'unknown-place': { kind: 'invalid', message: 'There is no such programme or group for the role.' },
  'weak-password': {
    kind: 'invalid',
    message:
      'The password must have 12 to 128 characters, and neither repeat a few of them nor contain the person’s name.',
  },
  'wrong-credentials': {
    kind: 'unauthenticated',
    message: 'E-mail address and password do not belong together.',
  },
} as const satisfies Record<string, { readonly kind: ErrorKind; readonly message: string }>;

type Reason = keyof typeof PROBLEMS;

/** An expected refusal on its way to an API caller. */
export class PeopleRefused extends AppError {
  constructor(reason: Reason) {
    super({ ...PROBLEMS[reason], code: `PEOPLE.${reason.replaceAll('-', '_').toUpperCase()}` });
  }
}

/** The result of a use case, for a controller: throws what was refused. */
export function accepted<Result>(result: Result | Refused<Reason>): Exclude<Result, Refused<Reason>> {
  if (isRefused(result)) throw new PeopleRefused(result.reason);
  return result as Exclude<Result, Refused<Reason>>;
}
