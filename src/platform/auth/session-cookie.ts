import { Injectable } from '@nestjs/common';
import { Config } from '../config/index.js';
import type { IssuedSession } from './session.js';

/** What the cookie needs of a response; Express's has it. */
export interface CookieResponse {
  append(name: string, value: string): unknown;
}

/**
 * The one cookie of the service. Over TLS it carries the `__Host-` prefix, so that no other host and no plain
 * connection can set it; without TLS browsers would refuse that name.
 */
@Injectable()
export class SessionCookie {
  private readonly name: string;
  private readonly attributes: string;

  constructor(config: Config) {
    const secure = config.publicUrl?.startsWith('https:') ?? false;
    this.name = secure ? '__Host-mlinzi_session' : 'mlinzi_session';
    this.attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  }

  write(response: CookieResponse, { token, expiresAt }: IssuedSession): void {
    response.append(
      'Set-Cookie',
      `${this.name}=${token}; Expires=${expiresAt.toUTCString()}; ${this.attributes}`,
    );
  }

  clear(response: CookieResponse): void {
    response.append('Set-Cookie', `${this.name}=; Max-Age=0; ${this.attributes}`);
  }

  /** The token in a Cookie header, or null. */
  read(header: string | undefined): string | null {
    for (const pair of header?.split(';') ?? []) {
      const [name, value] = pair.trim().split('=', 2);
      if (name === this.name && value !== undefined && TOKEN.test(value)) return value;
    }
    return null;
  }
}

/** 256 bits in base64url; anything else is not worth a look-up. */
const TOKEN = /^[\w-]{43}$/;
