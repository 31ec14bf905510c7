import { AppError } from '../../kernel/app-error.js';
import type { ErrorKind } from '../../kernel/app-error.js';
import type { ImportRefusal } from './accept/import-refusal.js';

export class ImportNotFound extends AppError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'INTAKE.IMPORT_NOT_FOUND',
      message: 'No import you may see has this id.',
    });
  }
}

export class UploadTooLarge extends AppError {
  constructor(most: number) {
    super({
      kind: 'too_large',
      code: 'INTAKE.UPLOAD_TOO_LARGE',
      message: `The file is larger than the ${Math.floor(most / 1024 / 1024)} MB this service takes. Export without media.`,
    });
  }
}

export class UploadMalformed extends AppError {
  constructor(path: string, message: string, cause?: unknown) {
    super({
      kind: 'invalid',
      code: 'INTAKE.UPLOAD_MALFORMED',
      message: `The upload ${path ? `field \`${path}\` ` : ''}${message}.`,
      faults: [{ path, message }],
      cause,
    });
  }
}

/** An expected refusal, for callers that speak HTTP; nothing of the file was kept. */
export class ImportRefused extends AppError {
  constructor({ reason, details }: ImportRefusal) {
    const facts = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
    super({
      kind: KINDS[reason] ?? 'invalid',
      code: `INTAKE.${reason.toUpperCase().replaceAll('-', '_')}`,
      message: SENTENCES[reason],
      faults: [{ path: reason === 'no-basis' ? '/group' : '/file', message: [reason, ...facts].join('; ') }],
    });
  }
}

type Reason = ImportRefusal['reason'];

const KINDS: Readonly<Partial<Record<Reason, ErrorKind>>> = {
  'no-basis': 'conflict',
  'file-too-large': 'too_large',
  'chat-too-large': 'too_large',
};

const SENTENCES: Readonly<Record<Reason, string>> = {
  'no-basis': 'Nobody has recorded a basis that allows this group to be scanned. Record one, then import.',
  'file-too-large': 'The file is larger than any export. Export without media.',
  'chat-too-large': 'The chat in the file is larger than can be read at once. Export a shorter period.',
  'too-many-entries': 'The archive has more files in it than any export. Export without media.',
  'entry-too-large': 'A file in the archive is larger than what chat apps send. Export without media.',
  'archive-too-large': 'The archive unpacks to more than can be read. Export without media.',
  'ratio-too-high': 'The archive unpacks to far more than it weighs, as no chat does; it was not opened.',
  encrypted: 'The archive is encrypted. Make one without a password.',
  'unsafe-name': 'The archive has a file name that leads outside of it, or occurs twice; it was not opened.',
  'not-a-file': 'The archive has a link or a device in it; it was not opened.',
  'unsupported-compression': 'The archive is packed in a way that is not read here. Make an ordinary ZIP.',
  'no-chat': 'The archive has no chat in it: no _chat.txt, result.json or exported text was found.',
  'nested-archive': 'The archive has an archive in it and no chat. Unpack it and import the inner one.',
  'several-chats': 'The file has several chats in it. Export them one by one and import each into its group.',
  'broken-archive': 'The archive is damaged or cut short. Export the chat again.',
  'unknown-format': 'The file is in no format that is read here. Export the chat from the app again.',
  empty: 'The file is empty.',
  binary: 'The file is not text. Choose the exported .txt, .zip, .json or .csv file.',
  'unsupported-variant': 'The app is known, but not this form of its exports. Export the chat again.',
  'broken-file': 'The file breaks off or contradicts itself. Export the chat again.',
};
