import { AppError } from '../kernel/app-error.js';
import type { Fault } from '../kernel/app-error.js';

/** Equal for notices that do not exist, were sent to somebody else, or are about a matter the reader is named in. */
export class NoticeNotFound extends AppError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'ESCALATION.NOTICE_NOT_FOUND',
      message: 'There is no such notice for you.',
    });
  }
}

/** Equal for programmes that do not exist and programmes out of the reader's reach. */
export class PolicyNotFound extends AppError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'ESCALATION.POLICY_NOT_FOUND',
      message: 'There is no such programme here.',
    });
  }
}

export class InvalidPolicy extends AppError {
  constructor(faults: readonly Fault[]) {
    super({
      kind: 'invalid',
      code: 'ESCALATION.INVALID_POLICY',
      message: 'The chain was not saved: some of its steps would tell nobody or never end.',
      faults,
    });
  }
}

export class NothingToPublish extends AppError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'ESCALATION.NOTHING_TO_PUBLISH',
      message: 'There is no draft to publish: change the chain first.',
    });
  }
}

export class InvalidWebhook extends AppError {
  constructor(message: string) {
    super({
      kind: 'invalid',
      code: 'ESCALATION.INVALID_WEBHOOK',
      message: 'Notices cannot be posted there.',
      faults: [{ path: '/url', message }],
    });
  }
}
