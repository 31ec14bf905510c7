import { AppError } from '../kernel/app-error.js';
import type { Refused } from '../kernel/refused.js';

/** The shipped map of what is kept is broken; nothing is removed by a map that cannot be read. */
export class DataMapNotUsable extends AppError {
  constructor(place: string, what: string) {
    super({
      kind: 'broken',
      code: 'RETENTION.DATA_MAP_NOT_USABLE',
      message: `src/retention/classes.yaml: ${place} ${what}.`,
    });
  }
}

/** Equal for who does not exist, is of another organisation, or was forgotten under another id. */
export class MemberNotFound extends AppError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'RETENTION.MEMBER_NOT_FOUND',
      message: 'There is no such member here.',
    });
  }
}

/** Something of the member could be read after it had been destroyed again and again; there is no receipt. */
export class NotForgotten extends AppError {
  constructor(erasureId: string) {
    super({
      kind: 'unavailable',
      code: 'RETENTION.NOT_FORGOTTEN',
      message: `Erasure ${erasureId} is not complete: something was stored while it went on. It is tried again by itself.`,
    });
  }
}

/** Nobody is listened to while it is not known who must stay forgotten. */
export class JournalBroken extends AppError {
  constructor(name: string, cause: unknown) {
    super({
      kind: 'unavailable',
      code: 'RETENTION.JOURNAL_BROKEN',
      message: `The journal of forgotten members cannot be read (${name}). Put the file back from a backup of the keys.`,
      cause,
    });
  }
}

/** Equal for what does not exist and what belongs to another organisation. */
export class ErasureNotFound extends AppError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'RETENTION.ERASURE_NOT_FOUND',
      message: 'There is no such receipt here.',
    });
  }
}

/** Days that the class does not allow, or a class that has none. */
export class KeepRefused extends AppError {
  constructor({ reason, details }: Refused<'no-such-class' | 'out-of-bounds'>) {
    const isUnknown = reason === 'no-such-class';
    super({
      kind: isUnknown ? 'not_found' : 'invalid',
      code: isUnknown ? 'RETENTION.NO_SUCH_CLASS' : 'RETENTION.OUT_OF_BOUNDS',
      message: isUnknown
        ? 'There is no such class with a number of days.'
        : `This class is kept from ${details.floor ?? 1} to ${details.cap ?? 1} days.`,
      faults: isUnknown ? [] : [{ path: '/days', message: 'is out of bounds' }],
    });
  }
}
