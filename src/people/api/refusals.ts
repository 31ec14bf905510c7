import { AppError } from '../../kernel/app-error.js';
import type { ErrorKind } from '../../kernel/app-error.js';
import { isRefused } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';

/** What an expected refusal of this room is called over HTTP. */
const PROBLEMS = {
  'already-invited': {
    kind: 'conflict',
    message: 'This address is invited already; send that invitation again.',
  },
  'beyond-reach': { kind: 'forbidden', message: 'Nobody gives what they may not do there themselves.' },
  'conduct-not-accepted': {
    kind: 'invalid',
    message: 'Nobody works here without accepting the code of conduct.',
  },
  'email-taken': { kind: 'conflict', message: 'Somebody has a login with this e-mail address already.' },
  'factor-in-use': {
    kind: 'conflict',
    message: 'A second factor is in use; take it off before setting up another.',
  },
  'factor-required': { kind: 'conflict', message: 'A role of yours asks for a second factor; it stays on.' },
  'invitation-expired': {
    kind: 'gone',
    message: 'The invitation is older than 72 hours; ask whoever invited you to send it again.',
  },
  'invitation-not-valid': {
    kind: 'gone',
    message: 'The invitation was used, taken back or sent again with a newer link.',
  },
  'last-admin': {
    kind: 'conflict',
    message: 'This is the last admin of the organisation; make another one first.',
  },
  'link-not-valid': {
    kind: 'gone',
    message: 'The setup link was used or is older than 15 minutes; restart for a new one.',
  },
  'name-taken': { kind: 'conflict', message: 'There is one of this name already.' },
  'no-role': { kind: 'invalid', message: 'Somebody with a login has at least one role.' },
  'not-asked': { kind: 'conflict', message: 'The session does not wait for this.' },
  'not-oneself': { kind: 'conflict', message: 'Nobody closes their own login.' },
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
  'wrong-code': { kind: 'invalid', message: 'The code is wrong, or was used; wait for the next one.' },
  'wrong-password': { kind: 'invalid', message: 'The password as it is now is another one.' },
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
