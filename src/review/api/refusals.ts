import { AppError } from '../../kernel/app-error.js';
import type { ErrorKind } from '../../kernel/app-error.js';
import { isRefused } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';

type Details = Refused<string>['details'];

interface Problem {
  readonly kind: ErrorKind;
  message(details: Details): string;
}

/** What an expected refusal of this room is called over HTTP; who and when are in it, in references. */
const PROBLEMS = {
  'already-decided': {
    kind: 'conflict',
    message: ({ kind, by, at }) =>
      `The flag was decided (${String(kind)}) by staff ${String(by)} at ${String(at)}.`,
  },
  held: {
    kind: 'conflict',
    message: ({ by, until }) =>
      `Staff ${String(by)} is on this flag until ${String(until)}; ask them, or come back then.`,
  },
  'not-offered': {
    kind: 'invalid',
    message: ({ kind }) =>
      `${String(kind)} cannot be decided about this flag: nobody is punished for a disclosure.`,
  },
  'harm-needed': {
    kind: 'invalid',
    message: () => 'The flag names no harm: say in `harm` what the incident is about.',
  },
  'already-reversed': { kind: 'conflict', message: ({ how }) => `The decision was ${String(how)} before.` },
  'effect-left': {
    kind: 'conflict',
    message: () =>
      'What was decided has left the house: people were told or it was done. Record an appeal instead.',
  },
  'already-appealed': {
    kind: 'conflict',
    message: () => 'There is an appeal against this decision already.',
  },
  'appeal-answered': { kind: 'conflict', message: () => 'The appeal was answered.' },
  'appeal-not-yours': { kind: 'conflict', message: () => 'Take the appeal first: its taker answers it.' },
  'appeal-taken': { kind: 'conflict', message: ({ by }) => `Staff ${String(by)} looks at this appeal.` },
  'own-decision': {
    kind: 'forbidden',
    message: () => 'You decided this: another reviewer takes the appeal against it.',
  },
  'not-yours': {
    kind: 'forbidden',
    message: ({ by }) => `Only staff ${String(by)}, who decided, can undo it; record an appeal instead.`,
  },
  'too-late': {
    kind: 'conflict',
    message: ({ until }) => `The decision could be undone until ${String(until)}; record an appeal instead.`,
  },
} as const satisfies Record<string, Problem>;

type Reason = keyof typeof PROBLEMS;

/** An expected refusal on its way to an API caller. */
export class ReviewRefused extends AppError {
  constructor({ reason, details }: Refused<Reason>) {
    const { kind, message } = PROBLEMS[reason];
    super({ kind, code: `REVIEW.${reason.replaceAll('-', '_').toUpperCase()}`, message: message(details) });
  }
}

/** The result of a use case, for a controller: throws what was refused. */
export function accepted<Result>(result: Result | Refused<Reason>): Exclude<Result, Refused<Reason>> {
  if (isRefused(result)) throw new ReviewRefused(result);
  return result as Exclude<Result, Refused<Reason>>;
}
