import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Vault } from '../../kernel/vault.js';
import { Config } from '../config/index.js';
import { ForgedRequest } from './auth.errors.js';

/** What of a request tells whether a page of this service made it. */
export interface RequestOrigin {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: unknown;
  body: unknown;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

const FIELD = '_csrf';

/**
 * Protects requests that a browser authenticates by itself. Two locks: the browser's own word on where the request
 * comes from, and a token that only pages of the session know. The token is derived, so nothing is stored.
 */
@Injectable()
export class Csrf {
  constructor(
    private readonly vault: Vault,
    private readonly config: Config,
  ) {}

  tokenFor(tokenHash: Uint8Array): string {
    const session = Buffer.from(tokenHash).toString('hex');
    return Buffer.from(this.vault.index('installation', 'csrf', session)).toString('base64url');
  }

  /** Throws ForgedRequest. Takes the field out of the body: it is the door's business, not the handler's. */
  check(request: RequestOrigin, tokenHash: Uint8Array): void {
    if (SAFE_METHODS.has(request.method)) return;
    this.checkOrigin(request);
    const given = takeToken(request);
    if (given === null || !equal(given, this.tokenFor(tokenHash))) throw new ForgedRequest();
  }

  /** All that can be asked of public forms (sign-in, first run): there is no session to derive a token from. */
  checkOrigin({ method, headers }: RequestOrigin): void {
    if (!SAFE_METHODS.has(method) && !this.mayBeFromHere(headers)) throw new ForgedRequest();
  }

  /**
   * `Origin: null` says as little as none: pages with a strict referrer policy send it for their own forms. Programs
   * and old browsers say nothing at all, and then the token alone decides.
   */
  private mayBeFromHere(headers: RequestOrigin['headers']): boolean {
    const site = headers['sec-fetch-site'] ?? 'none';
    if (site !== 'same-origin' && site !== 'none') return false;
    const { origin, host } = headers;
    if (origin === undefined || origin === 'null' || origin === this.config.publicUrl) return true;
    return typeof origin === 'string' && URL.canParse(origin) && new URL(origin).host === host;
  }
}

/** Header first; the field of a form; the query for file uploads, whose body nobody has read yet. */
function takeToken({ headers, body, query }: RequestOrigin): string | null {
  const header = headers['x-csrf-token'];
  if (typeof header === 'string') return header;
  const fromBody = fieldOf(body);
  if (fromBody !== null) {
    Reflect.deleteProperty(body as object, FIELD);
    return fromBody;
  }
  return headers['content-type']?.includes('multipart/form-data') === true ? fieldOf(query) : null;
}

function fieldOf(record: unknown): string | null {
  if (typeof record !== 'object' || record === null || !(FIELD in record)) return null;
  return typeof record[FIELD] === 'string' ? record[FIELD] : null;
}

function equal(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
