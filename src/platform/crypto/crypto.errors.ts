import { AppError } from '../../kernel/app-error.js';

/** Keys cannot be read or written: nothing is processed until they can. */
export class KeyStoreUnavailable extends AppError {
  constructor(cause: unknown) {
    super({
      kind: 'unavailable',
      code: 'KEY_STORE.UNAVAILABLE',
      message: 'The key store cannot be read or written. Nothing is processed until it can.',
      cause,
    });
  }
}

/** The master key in use cannot be right; the message says what to restore. Shown to whoever starts the service. */
export class MasterKeyRefused extends AppError {
  constructor(message: string) {
    super({ kind: 'unavailable', code: 'KEY_STORE.MASTER_KEY', message });
  }
}

/** What was sealed does not open: changed, cut short, or put in another place than it was sealed for. */
export class SealBroken extends AppError {
  constructor(cause?: unknown) {
    super({
      kind: 'broken',
      code: 'KEY_STORE.SEAL_BROKEN',
      message: 'A sealed value was changed or moved after it was written.',
      cause,
    });
  }
}

/** Something was to be sealed for a subject whose key was destroyed, or that is not on the keyring. */
export class NoKey extends AppError {
  constructor(why: 'destroyed' | 'not loaded') {
    super({
      kind: why === 'destroyed' ? 'gone' : 'broken',
      code: 'KEY_STORE.NO_KEY',
      message:
        why === 'destroyed'
          ? 'The key of this subject was destroyed; nothing can be kept about it any more.'
          : 'The key of this subject is not on the keyring; load it with the batch.',
    });
  }
}
