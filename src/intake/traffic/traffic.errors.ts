import { AppError } from '../../kernel/app-error.js';

export class TrafficLogFull extends AppError {
  constructor(waiting: number, most: number) {
    super({
      kind: 'too_many',
      code: 'INTAKE.TRAFFIC_LOG_FULL',
      message:
        `${waiting} messages are waiting to be walked and at most ${most} may; nothing was stored. ` +
        'Send again in a minute.',
    });
  }
}

/** The lane went to another worker while this one was busy; whatever was found is found again there. */
export class LeaseLost extends AppError {
  constructor() {
    super({
      kind: 'unavailable',
      code: 'INTAKE.LEASE_LOST',
      message: 'The batch is held by another worker by now; its effects were rolled back here.',
    });
  }
}
