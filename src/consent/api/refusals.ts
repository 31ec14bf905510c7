import { AppError } from '../../kernel/app-error.js';
import { isRefused } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';

/** What an expected refusal of the ledger says to an API caller, and at which field. */
const PROBLEMS = {
  'consent-not-free': {
    path: '/powerImbalance',
    message: 'consent under a power imbalance is not free; choose another basis',
  },
  'balancing-test-missing': {
    path: '/balancingTestId',
    message: 'legitimate interest needs a written balancing test',
  },
  'already-over': { path: '/validUntil', message: 'must be in the future' },
  'decided-in-the-future': { path: '/decidedAt', message: 'must not be in the future' },
  'no-basis': { path: '', message: 'there is no basis to withdraw' },
} as const;

type Reason = keyof typeof PROBLEMS;

/** An expected refusal on its way to an API caller. */
export class ConsentRefused extends AppError {
  constructor(reason: Reason) {
    const { path, message } = PROBLEMS[reason];
    super({
      kind: path === '' ? 'conflict' : 'invalid',
      code: `CONSENT.${reason.replaceAll('-', '_').toUpperCase()}`,
      message: `The ledger was not changed: ${message}.`,
      faults: path === '' ? [] : [{ path, message }],
    });
  }
}

/** The result of a use case, for a controller: throws what was refused. */
export function accepted<Result>(result: Result | Refused<Reason>): Exclude<Result, Refused<Reason>> {
  if (isRefused(result)) throw new ConsentRefused(result.reason);
  return result as Exclude<Result, Refused<Reason>>;
}
