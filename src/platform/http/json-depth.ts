import type { IncomingMessage, ServerResponse } from 'node:http';
import { JsonTooDeep } from './http.errors.js';

/** Our deepest request has five levels; a platform's webhook about a dozen. */
const DEEPEST = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Looks at the raw bytes before anything walks the parsed tree. */
export function refuseDeepJson(_request: IncomingMessage, _response: ServerResponse, body: Buffer): void {
  if (depthOf(body) > DEEPEST) throw new JsonTooDeep(DEEPEST);
}

/** Deepest nesting of brackets outside strings; of broken JSON too, which the parser refuses later. */
export function depthOf(body: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) at = endOfString(body, at);
    else if (isOpening(byte)) deepest = Math.max(deepest, (depth += 1));
    else if (isClosing(byte)) depth -= 1;
  }
  return deepest;
}

function endOfString(body: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < body.length && body[at] !== QUOTE) at += body[at] === BACKSLASH ? 2 : 1;
  return at;
}

function isOpening(byte: number | undefined): boolean {
  return byte === 0x5b || byte === 0x7b;
}

function isClosing(byte: number | undefined): boolean {
  return byte === 0x5d || byte === 0x7d;
}
