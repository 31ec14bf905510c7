import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import busboy from 'busboy';
import type { Request } from 'express';
import type { DateOrder } from '../../../channels/index.js';
import type { GroupId, ImportId } from '../../../kernel/ids.js';
import type { Principal } from '../../../kernel/principal.js';
import { AcceptImport } from './accept-import.js';
import type { AcceptedImport, ExportToAccept } from './accept-import.js';
import type { ImportRefusal } from './import-refusal.js';
import { ImportRefused, UploadMalformed } from '../imports.errors.js';

/** The file, and what the person bringing it knows better than the file; anything more is not this form. */
const LIMITS = { files: 1, fields: 8, fieldSize: 1_000, headerPairs: 50, parts: 12 };

const DATE_ORDERS: readonly string[] = ['dmy', 'mdy', 'ymd'] satisfies readonly DateOrder[];

/** A multipart upload, read as it comes in: nothing of it is held in memory. */
@Injectable()
export class ReceiveImport {
  constructor(private readonly accept: AcceptImport) {}

  /** @throws UploadMalformed, ImportRefused (400), and whatever `AcceptImport` throws */
  async execute(
    principal: Principal,
    groupId: GroupId,
    request: Request,
  ): Promise<{ readonly id: ImportId }> {
    const outcome = await readUpload(request, (fields, file) =>
      this.accept.execute(principal, { groupId, ...optionsOf(fields), ...file }),
    );
    if (!outcome) throw new UploadMalformed('file', 'is missing: send the export as multipart field `file`');
    if (outcome.kind === 'refused') throw new ImportRefused(outcome);
    return { id: outcome.id };
  }
}

type Fields = Readonly<Record<string, string>>;
type UploadedFile = Pick<ExportToAccept, 'fileName' | 'content'>;
type Taken = AcceptedImport | ImportRefusal;

async function readUpload(
  request: Request,
  take: (fields: Fields, file: UploadedFile) => Promise<Taken>,
): Promise<Taken | undefined> {
  const form = openForm(request);
  const fields: Record<string, string> = {};
  const taken: Promise<Taken>[] = [];
  form.on('field', (name, value) => {
    fields[name] = value;
  });
  form.on('file', (name, file, { filename }) => {
    if (name !== 'file' || !filename) file.resume();
    else taken.push(takeFile(file, (content) => take({ ...fields }, { fileName: filename, content })));
  });
  await pipeline(request, form).catch((cause: unknown) => {
    throw new UploadMalformed('', 'broke off, or is not multipart/form-data', cause);
  });
  return (await Promise.all(taken))[0];
}

function openForm(request: Request): busboy.Busboy {
  try {
    return busboy({ headers: request.headers, limits: LIMITS, defParamCharset: 'utf8' });
  } catch (cause) {
    throw new UploadMalformed('', 'must be multipart/form-data', cause);
  }
}

/** A parser stops for ever at a file nobody reads, so the file is read on even after its reader has gone. */
function takeFile(file: Readable, take: (content: Readable) => Promise<Taken>): Promise<Taken> {
  const content = new PassThrough();
  content.once('close', () => file.unpipe(content).resume());
  file.once('error', (error) => content.destroy(error));
  file.pipe(content);
  const result = (async () => take(content))().finally(() => content.destroy());
  // Awaited once the whole body is read; until then a failure must not count as unhandled.
  result.catch(() => undefined);
  return result;
}

function optionsOf({ timezone, dateOrder }: Fields): Pick<ExportToAccept, 'timezone' | 'dateOrder'> {
  if (timezone !== undefined && !isZone(timezone)) {
    throw new UploadMalformed('timezone', 'must be an IANA zone such as Africa/Nairobi');
  }
  if (dateOrder !== undefined && !DATE_ORDERS.includes(dateOrder)) {
    throw new UploadMalformed('dateOrder', `must be one of ${DATE_ORDERS.join(', ')}`);
  }
  return { ...(timezone && { timezone }), ...(dateOrder && { dateOrder: dateOrder as DateOrder }) };
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
