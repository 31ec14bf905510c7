import { AppError } from '../kernel/app-error.js';
import type { ErrorKind, Fault } from '../kernel/app-error.js';
import { isRefused } from '../kernel/refused.js';
import type { Refused } from '../kernel/refused.js';

/** Equal for incidents that do not exist, are out of reach, or name the reader. */
export class IncidentNotFound extends AppError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'INCIDENTS.INCIDENT_NOT_FOUND',
      message: 'There is no such incident here.',
    });
  }
}

/** Nobody opens, leads or ends a matter that is about what they wrote themselves. */
export class OwnMatter extends AppError {
  constructor() {
    super({
      kind: 'forbidden',
      code: 'INCIDENTS.OWN_MATTER',
      message: 'You are part of this matter: a colleague has to take it from here.',
    });
  }
}

export class PlaybookNotFound extends AppError {
  constructor() {
    super({ kind: 'not_found', code: 'INCIDENTS.PLAYBOOK_NOT_FOUND', message: 'There is no such playbook.' });
  }
}

export class InvalidAct extends AppError {
  constructor(faults: readonly Fault[]) {
    super({
      kind: 'invalid',
      code: 'INCIDENTS.INVALID',
      message: 'Something in the request is missing or wrong; each fault says where.',
      faults,
    });
  }
}

/** A playbook that the service cannot follow; said where it starts, with file and line. */
export class PlaybookNotUsable extends AppError {
  constructor(faults: readonly Fault[]) {
    super({
      kind: 'broken',
      code: 'INCIDENTS.PLAYBOOK_NOT_USABLE',
      message: faults.map(({ path, message }) => `${path}: ${message}`).join('\n'),
      faults,
    });
  }
}

/** What an expected refusal of this room is called over HTTP. */
const PROBLEMS = {
  'already-seconded': {
    kind: 'conflict',
    message: 'A second person has to agree; you asked for it yourself.',
  },
  'commander-needed': {
    kind: 'conflict',
    message: 'Somebody has to command the incident first: name a commander and let them accept.',
  },
  'evidence-gone': { kind: 'conflict', message: 'None of its evidence can be read any more.' },
  'merge-elsewhere': {
    kind: 'invalid',
    message: 'An incident is merged into another live one of the same programme.',
  },
  'not-commander': { kind: 'forbidden', message: 'Only the commander of the incident may do this.' },
  'not-from-here': { kind: 'conflict', message: 'The incident has moved on; read it again.' },
  'not-offered': { kind: 'conflict', message: 'Command was not offered to you, or not any more.' },
  'not-waiting': {
    kind: 'conflict',
    message: 'The step is not waiting: it was done, waived or is not reached.',
  },
  'both-commanded': {
    kind: 'conflict',
    message: 'One of the two who close it must be somebody who did not command it.',
  },
  'outcome-needed': { kind: 'invalid', message: 'Say what the step turned out to be.' },
  'evidence-needed': { kind: 'invalid', message: 'Write down what was found or done: the step asks for it.' },
  'person-not-fit': {
    kind: 'invalid',
    message: 'This person cannot be named here: they do not work on incidents of this programme.',
  },
  'steps-open': { kind: 'conflict', message: 'Required steps are neither done nor waived.' },
  'too-late': {
    kind: 'conflict',
    message: 'It ended more than 30 days ago; what happens now is a new incident.',
  },
  'wishes-needed': {
    kind: 'conflict',
    message: 'Record what the affected person wants, or that asking was not safe.',
  },
} as const satisfies Record<string, { readonly kind: ErrorKind; readonly message: string }>;

export type IncidentRefusal = keyof typeof PROBLEMS;
export type RefusedHere = Refused<IncidentRefusal>;

/** An expected refusal on its way to an API caller. */
export class ActRefused extends AppError {
  constructor(reason: IncidentRefusal) {
    super({ ...PROBLEMS[reason], code: `INCIDENTS.${reason.replaceAll('-', '_').toUpperCase()}` });
  }
}

/** The result of a use case, for a controller: throws what was refused. */
export function accepted<Result>(result: Result | RefusedHere): Exclude<Result, RefusedHere> {
  if (isRefused(result)) throw new ActRefused(result.reason);
  return result as Exclude<Result, RefusedHere>;
}
