import { describe, expect, it } from '@jest/globals';
import { Config } from '../config/index.js';
import { SessionCookie } from './session-cookie.js';

const token = 'a'.repeat(43);
const session = { token, expiresAt: new Date('2026-03-09T08:00:00Z') };

function written(environment: Record<string, string>): string[] {
  const headers: string[] = [];
  const cookie = new SessionCookie(new Config(environment));
  const response = { append: (name: string, value: string) => headers.push(`${name}: ${value}`) };
  cookie.write(response, session);
  cookie.clear(response);
  return headers;
}

describe('The session cookie', () => {
  it('is locked to this host and to TLS where there is TLS', () => {
    expect(written({ MLINZI_PUBLIC_URL: 'https://mlinzi.example.org' })).toEqual([
      `Set-Cookie: __Host-mlinzi_session=${token}; Expires=Mon, 09 Mar 2026 08:00:00 GMT; Path=/; HttpOnly; SameSite=Lax; Secure`,
      'Set-Cookie: __Host-mlinzi_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure',
    ]);
  });

  it('works without TLS under a name that browsers accept', () => {
    const [first] = written({});
    expect(first).toContain('Set-Cookie: mlinzi_session=');
    expect(first).not.toContain('Secure');
  });

  it.each([
    [`mlinzi_session=${token}`, token],
    [`theme=dark; mlinzi_session=${token}; x=y`, token],
    [`other_mlinzi_session=${token}`, null],
    ['mlinzi_session=short', null],
    ['mlinzi_session', null],
    ['', null],
    [undefined, null],
  ])('is read from %s', (header, expected) => {
    expect(new SessionCookie(new Config({})).read(header)).toBe(expected);
  });
});
