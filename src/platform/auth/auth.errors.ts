import { AppError } from '../../kernel/app-error.js';
import type { EntryStep } from './session.js';

export class NotSignedIn extends AppError {
  constructor() {
    super({
      kind: 'unauthenticated',
      code: 'AUTH.NOT_SIGNED_IN',
      message: 'Sign in first: there is no live session behind this request.',
    });
  }
}

export class NotPermitted extends AppError {
  constructor() {
    super({
      kind: 'forbidden',
      code: 'AUTH.NOT_PERMITTED',
      message: 'Your roles do not allow this. An admin of your organisation can change them.',
    });
  }
}

const AWAITED: Readonly<Record<EntryStep, string>> = {
  code: 'Give the code of your second factor first.',
  enrolment: 'Your role asks for a second factor: set it up first.',
  conduct: 'Accept the code of conduct first.',
};

/** Somebody signed in and is not in yet. */
export class EntryIncomplete extends AppError {
  constructor(awaits: EntryStep) {
    super({ kind: 'forbidden', code: 'AUTH.ENTRY_INCOMPLETE', message: AWAITED[awaits] });
  }
}

export class ForgedRequest extends AppError {
  constructor() {
    super({
      kind: 'forbidden',
      code: 'AUTH.FORGED_REQUEST',
      message:
        'The request did not come from a page of this service: send the session’s token as x-csrf-token or _csrf.',
    });
  }
}

/** A route that says neither which permission it needs nor why it needs none: a mistake in the service. */
export class RouteWithoutAccess extends AppError {
  constructor(route: string) {
    super({
      kind: 'broken',
      code: 'AUTH.ROUTE_WITHOUT_ACCESS',
      message: `${route} names no permission and no reason to be public.`,
    });
  }
}
