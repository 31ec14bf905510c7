import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

export interface Sheet {
  readonly view: VNode;
  readonly status: number;
}

/** Sets status and headers and answers the bytes to send. A page belongs to one person and one moment: nothing keeps it. */
export function preparePage(request: Request, response: Response, { view, status }: Sheet): Buffer {
  const html = Buffer.from(`<!doctype html>${renderToString(view)}`);
  response.status(status).set({
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    Vary: 'Accept-Encoding, Accept-Language, Cookie',
  });
  if (request.acceptsEncodings('gzip') !== 'gzip') return html;
  response.set('Content-Encoding', 'gzip');
  return gzipSync(html);
}
