import { AppError } from '../kernel/app-error.js';
import type { Fault } from '../kernel/app-error.js';

/** What was given cannot be: every fault names its field. */
export class InvalidInput extends AppError {
  constructor(faults: readonly Fault[]) {
    super({
      kind: 'invalid',
      code: 'PEOPLE.INVALID_INPUT',
      message: faults.map(({ path, message }) => `${path}: ${message}.`).join(' '),
      faults,
    });
  }
}

/** Equal for what does not exist, what belongs to another organisation and what the caller's roles do not reach. */
abstract class NotFound extends AppError {
  constructor(thing: string) {
    super({
      kind: 'not_found',
      code: `PEOPLE.${thing.toUpperCase()}_NOT_FOUND`,
      message: `There is no such ${thing} here.`,
    });
  }
}

export class GroupNotFound extends NotFound {
  constructor() {
    super('group');
  }
}

export class ProgrammeNotFound extends NotFound {
  constructor() {
    super('programme');
  }
}

export class ChannelNotFound extends NotFound {
  constructor() {
    super('channel');
  }
}

export class StaffNotFound extends NotFound {
  constructor() {
    super('staff');
  }
}

export class InvitationNotFound extends NotFound {
  constructor() {
    super('invitation');
  }
}

export class SessionNotFound extends NotFound {
  constructor() {
    super('session');
  }
}

export class TokenNotFound extends NotFound {
  constructor() {
    super('token');
  }
}

export class IdentityNotFound extends NotFound {
  constructor() {
    super('identity');
  }
}

export class ClaimNotFound extends NotFound {
  constructor() {
    super('claim');
  }
}
