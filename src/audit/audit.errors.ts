import { AppError } from '../kernel/app-error.js';

/** An act offered to the log in a shape that could carry a member's words, or for no organisation. */
export class ActRefused extends AppError {
  constructor(message: string) {
    super({ kind: 'broken', code: 'AUDIT.ACT_REFUSED', message });
  }
}

/** The log cannot be written, so the act it should tell of did not happen. */
export class AuditUnavailable extends AppError {
  constructor(cause: unknown) {
    super({
      kind: 'unavailable',
      code: 'AUDIT.UNAVAILABLE',
      message: 'The audit log cannot be written, so nothing was done. Try again in a moment.',
      cause,
    });
  }
}

/** An entry that waits for its place is gone: somebody with the database in their hands removed it. */
export class EntryVanished extends AppError {
  constructor() {
    super({
      kind: 'broken',
      code: 'AUDIT.ENTRY_VANISHED',
      message: 'An entry of the audit log was removed before it had its place. Nothing more is signed.',
    });
  }
}

export class InvalidPlace extends AppError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'AUDIT.INVALID_PLACE',
      message: 'This place in the log was not handed out by this service. Start from the first page again.',
    });
  }
}

export class EntryNotFound extends AppError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'AUDIT.ENTRY_NOT_FOUND',
      message: 'There is no such entry with a place.',
    });
  }
}

export class NoSuchSize extends AppError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'AUDIT.NO_SUCH_SIZE',
      message: 'The log has fewer entries than this. Name the size of a checkpoint, the older one as `from`.',
    });
  }
}
