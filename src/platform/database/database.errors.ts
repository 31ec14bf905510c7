import { AppError } from '../../kernel/app-error.js';
import { errorCode } from '../error-code.js';

/** The database cannot be reached or closed the connection; what was open is rolled back and may be tried again. */
export class DatabaseUnavailable extends AppError {
  constructor(cause: unknown) {
    super({
      kind: 'unavailable',
      code: 'DATABASE.UNAVAILABLE',
      message: 'The database cannot be reached. Nothing was changed; try again in a moment.',
      cause,
    });
  }
}

/** Two units of work waited for each other and this one was rolled back. Whoever knows the work is repeatable repeats it. */
export class DatabaseConflict extends AppError {
  constructor(cause: unknown) {
    super({
      kind: 'unavailable',
      code: 'DATABASE.CONFLICT',
      message: 'Somebody else changed the same rows at the same moment. Nothing was changed; try again.',
      cause,
    });
  }
}

/** A unit of work inside a unit of work would commit half of what belongs together. */
export class NestedUnitOfWork extends AppError {
  constructor(purpose: string) {
    super({
      kind: 'broken',
      code: 'DATABASE.NESTED_UNIT_OF_WORK',
      message: `A unit of work for "${purpose}" was opened inside another; pass the open transaction instead.`,
    });
  }
}

/** A query after its unit of work ended: its effect would belong to nobody. */
export class UnitOfWorkEnded extends AppError {
  constructor() {
    super({
      kind: 'broken',
      code: 'DATABASE.UNIT_OF_WORK_ENDED',
      message: 'A query came after its unit of work had ended; await every query inside it.',
    });
  }
}

/** The schema of the database is of a later version than this program. */
export class DatabaseNewer extends AppError {
  constructor(unknown: readonly string[]) {
    super({
      kind: 'conflict',
      code: 'DATABASE.NEWER',
      message: `The database was migrated by a later version of Mlinzi (${unknown.join(', ')}). Start that version.`,
    });
  }
}

/** The database cannot be started or used; the message says what to change. Shown to whoever starts the service. */
export class DatabaseNotUsable extends AppError {
  constructor(message: string, cause?: unknown) {
    super({ kind: 'unavailable', code: 'DATABASE.NOT_USABLE', message, cause });
  }
}

/** Connection exceptions, resource exhaustion, operator intervention, and being refused while starting or read-only. */
const UNAVAILABLE_STATES = /^(08...|53...|57P0[1-5]|28000|28P01|3D000|25006)$/;
const UNAVAILABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
]);
const UNAVAILABLE_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable|Query read timeout/i;

/** Turns what the driver throws into the house's words; anything it does not know stays as it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = errorCode(error) ?? '';
  if (code === '40001' || code === '40P01') return new DatabaseConflict(error);
  if (UNAVAILABLE_STATES.test(code) || UNAVAILABLE_CODES.has(code) || UNAVAILABLE_WORDS.test(String(error)))
    return new DatabaseUnavailable(error);
  return error;
}
