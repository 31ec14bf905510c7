import { AppError } from '../../kernel/app-error.js';
import type { Fault } from '../../kernel/app-error.js';

/** The body, query or path does not have the shape the route names; every fault at once. */
export class RequestInvalid extends AppError {
  constructor(faults: readonly Fault[]) {
    super({
      kind: 'invalid',
      code: 'HTTP.REQUEST_INVALID',
      message: 'The request is not valid; `errors` names everything that is wrong with it.',
      faults,
    });
  }
}

/** JSON nested deeper than any request of ours: it is made to exhaust whoever walks it. */
export class JsonTooDeep extends AppError {
  constructor(limit: number) {
    super({
      kind: 'invalid',
      code: 'HTTP.JSON_TOO_DEEP',
      message: `The JSON is nested deeper than ${limit} levels.`,
    });
  }
}
