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
