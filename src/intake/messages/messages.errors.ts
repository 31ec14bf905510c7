import { AppError } from '../../kernel/app-error.js';

/** Two workers met the same new person in two groups at once; walked again, both know them. */
export class MembersRaced extends AppError {
  constructor() {
    super({
      kind: 'unavailable',
      code: 'INTAKE.MEMBERS_RACED',
      message: 'Another worker is making one of these members; the batch is walked again.',
    });
  }
}

/** Somebody else stored some of these messages meanwhile; walked again, they are duplicates. */
export class AlreadyWalked extends AppError {
  constructor() {
    super({
      kind: 'unavailable',
      code: 'INTAKE.ALREADY_WALKED',
      message: 'Another worker stored messages of this batch; the batch is walked again.',
    });
  }
}
