import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { receiveUpload } from './receive-upload.js';

function aRequest(parts: readonly (readonly [string, string, string?])[]): Request {
  const body = parts.map(([name, value, file]) => {
    const fileName = file === undefined ? '' : `; filename="${file}"`;
    return `--x\r\nContent-Disposition: form-data; name="${name}"${fileName}\r\n\r\n${value}\r\n`;
  });
  const stream = Readable.from([Buffer.from(`${body.join('')}--x--\r\n`)]);
  return Object.assign(stream, {
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  }) as unknown as Request;
}

describe('receiving an upload', () => {
  it('hands over the file while it comes in, with the fields before it', async () => {
    const request = aRequest([
      ['timezone', 'Africa/Nairobi'],
      ['file', 'words', 'محادثة.txt'],
    ]);
    const taken = await receiveUpload(request, async ({ fields, fileName, content }) => ({
      fields,
      fileName,
      words: await text(content),
    }));
    expect(taken).toEqual({ fields: { timezone: 'Africa/Nairobi' }, fileName: 'محادثة.txt', words: 'words' });
  });

  it('ends even when nobody wants the file', async () => {
    const request = aRequest([['file', 'x'.repeat(500_000), 'big.txt']]);
    expect(await receiveUpload(request, () => Promise.resolve('refused'))).toBe('refused');
  });

  it('passes on why the file could not be taken', async () => {
    const request = aRequest([['file', 'x'.repeat(500_000), 'big.txt']]);
    await expect(receiveUpload(request, () => Promise.reject(new Error('too large')))).rejects.toThrow(
      'too large',
    );
  });

  it('notices that no file was chosen', async () => {
    const request = aRequest([
      ['timezone', 'UTC'],
      ['file', '', ''],
    ]);
    const answer = await receiveUpload(request, () => Promise.resolve('taken'));
    expect(answer).toMatchObject({ kind: 'no-file', fields: { timezone: 'UTC' } });
  });
});
