import { lookup as resolveName } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { request as plain } from 'node:http';
import type { RequestOptions } from 'node:http';
import { request as secure } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { errorCode } from '../error-code.js';
import { isPublicAddress } from './public-address.js';

export interface OutboundPost {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** `refused`: never left, because of where it would have gone. */
export type OutboundAnswer =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'refused'; readonly reason: 'no-url' | 'not-https' | 'private-address' }
  | { readonly kind: 'failed'; readonly code: string };

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** From the first byte of the name look-up to the last of the answer. */
const WITHIN_MS = 10_000;

const REFUSED = 'OUTBOUND.PRIVATE_ADDRESS';

/**
 * Posts to addresses that people typed in. What a name means is looked up once, checked, and connected to: there is no
 * second look-up that could answer otherwise. Redirects are not followed. Hosts in `allowed` may be private, and plain.
 */
export class OutboundHttp {
  constructor(
    private readonly allowed: readonly string[],
    private readonly resolve: Resolve = (host) => resolveName(host, { all: true }),
  ) {}

  async post(wanted: OutboundPost): Promise<OutboundAnswer> {
    const refusal = this.check(wanted.url);
    if (refusal) return refusal;
    const url = new URL(wanted.url);
    try {
      const status = await this.send(url, wanted);
      const isRedirect = status >= 300 && status < 400;
      return isRedirect ? { kind: 'failed', code: 'OUTBOUND.REDIRECTED' } : { kind: 'answered', status };
    } catch (error) {
      const code = errorCode(error) ?? 'OUTBOUND.FAILED';
      return code === REFUSED ? { kind: 'refused', reason: 'private-address' } : { kind: 'failed', code };
    }
  }

  /** What can be said of an address before its name is looked up. Null when nothing speaks against it. */
  check(address: string): Extract<OutboundAnswer, { kind: 'refused' }> | null {
    if (!URL.canParse(address)) return { kind: 'refused', reason: 'no-url' };
    const url = new URL(address);
    if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
      return { kind: 'refused', reason: 'no-url' };
    if (this.isAllowed(url.hostname)) return null;
    if (url.protocol !== 'https:') return { kind: 'refused', reason: 'not-https' };
    // The parser of URLs has already turned 2130706433, 0x7f.1 and 0177.0.0.1 into 127.0.0.1.
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !isPublicAddress(literal))
      return { kind: 'refused', reason: 'private-address' };
    return null;
  }

  private send(url: URL, { body, headers }: OutboundPost): Promise<number> {
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.timeout(WITHIN_MS),
      agent: false,
      ...(!this.isAllowed(url.hostname) && { lookup: this.lookup() }),
    };
    return new Promise((done, fail) => {
      const request = (url.protocol === 'https:' ? secure : plain)(url, options, (response) => {
        done(response.statusCode ?? 0);
        // Nobody reads the answer, so nobody can be made to read without end.
        response.destroy();
      });
      request.once('error', fail);
      request.end(body);
    });
  }

  private lookup(): LookupFunction {
    return (host, { all }, answer) => {
      this.resolve(host).then(
        (found) => {
          const [first] = found;
          const isSafe = first !== undefined && found.every(({ address }) => isPublicAddress(address));
          if (!isSafe) answer(new PrivateAddress(), '', 0);
          else if (all) answer(null, [...found]);
          else answer(null, first.address, first.family);
        },
        (error: unknown) => {
          answer(error instanceof Error ? error : new Error('No such name'), '', 0);
        },
      );
    };
  }

  private isAllowed(host: string): boolean {
    return this.allowed.includes(host.toLowerCase());
  }
}

class PrivateAddress extends Error {
  readonly code = REFUSED;
}
