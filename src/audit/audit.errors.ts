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
