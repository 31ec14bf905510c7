import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { Request } from 'express';

export interface Upload {
  /** The fields that came before the file. */
  readonly fields: Readonly<Record<string, string>>;
  readonly fileName: string;
  readonly content: Readable;
}

/** Our own form has three fields and one file; more is not a form of ours. */
const LIMITS = { files: 1, fields: 8, fieldSize: 1_000, headerPairs: 50 };

/**
 * Hands the first file of a multipart body to `take` while it is still coming in, and answers what `take` answers; the
 * fields alone when no file was chosen. Whatever `take` leaves unread is read to the end, so that the browser hears us.
 */
export async function receiveUpload<T>(
  request: Request,
  take: (upload: Upload) => Promise<T>,
): Promise<T | { readonly kind: 'no-file'; readonly fields: Upload['fields'] }> {
  const fields: Record<string, string> = {};
  const taken: Promise<T>[] = [];
  const form = busboy({ headers: request.headers, limits: LIMITS, defParamCharset: 'utf8' });
  form.on('field', (name, value) => {
    fields[name] = value;
  });
  form.on('file', (name, file, { filename }) => {
    if (name !== 'file' || !filename) file.resume();
    else taken.push(takeFile(file, (content) => take({ fields, fileName: filename, content })));
  });
  await pipeline(request, form);
  const [result] = await Promise.all(taken);
  return result ?? { kind: 'no-file', fields };
}

/** A parser stops for ever at a file nobody reads, so the file is read on even after its reader has gone. */
function takeFile<T>(file: Readable, take: (content: Readable) => Promise<T>): Promise<T> {
  const content = new PassThrough();
  content.once('close', () => file.unpipe(content).resume());
  file.pipe(content);
  const result = take(content).finally(() => content.destroy());
  // Awaited by the caller once the body is read; until then a failure must not count as unhandled.
  result.catch(() => undefined);
  return result;
}
