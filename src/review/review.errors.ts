import { AppError } from '../kernel/app-error.js';

export class InvalidCursor extends AppError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'REVIEW.INVALID_CURSOR',
      message: 'This page cannot be found: take the address of the next page from the page before it.',
      faults: [{ path: '/after', message: 'is not a cursor of this service' }],
    });
  }
}

/** Equal for flags that do not exist, belong to another organisation or are out of the reader's reach. */
export class FlagNotFound extends AppError {
  constructor() {
    super({ kind: 'not_found', code: 'REVIEW.FLAG_NOT_FOUND', message: 'There is no such flag here.' });
  }
}

/** Equal for decisions that do not exist, belong to another organisation or are out of the reader's reach. */
export class DecisionNotFound extends AppError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'REVIEW.DECISION_NOT_FOUND',
      message: 'There is no such decision here.',
    });
  }
}

/** Equal for appeals that do not exist, belong to another organisation or are out of the reader's reach. */
export class AppealNotFound extends AppError {
  constructor() {
    super({ kind: 'not_found', code: 'REVIEW.APPEAL_NOT_FOUND', message: 'There is no such appeal here.' });
  }
}

/** The page works without being told; it asks again by itself. */
export class TooManyWatchers extends AppError {
  constructor() {
    super({
      kind: 'too_many',
      code: 'REVIEW.TOO_MANY_WATCHERS',
      message: 'Too many queues are open at once; close one, or reload to see what is new.',
    });
  }
}
