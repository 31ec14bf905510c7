import { AppError } from '../../kernel/app-error.js';

/** The archive broke off or lied about itself after it had been opened: what was read so far is thrown away. */
export class BrokenArchive extends AppError {
  constructor(cause: unknown) {
    super({
      kind: 'invalid',
      code: 'CHANNELS.BROKEN_ARCHIVE',
      message:
        'The archive is damaged: an entry does not unpack to what its directory says. Export the chat again.',
      cause,
    });
  }
}
