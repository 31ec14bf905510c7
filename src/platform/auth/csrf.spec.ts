import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { Vault } from '../../kernel/vault.js';
import type { Keyring } from '../../kernel/vault.js';
import { Config } from '../config/index.js';
import { ForgedRequest } from './auth.errors.js';
import { Csrf } from './csrf.js';
import type { RequestOrigin } from './csrf.js';

class IndexOnlyVault extends Vault {
  override index(organisation: string, purpose: string, value: string): Uint8Array {
    return createHmac('sha256', 'key of the tests').update(`${organisation}/${purpose}/${value}`).digest();
  }
  override keyring(): Promise<Keyring> {
    return Promise.reject(new Error('No keys here'));
  }
  override destroyKey(): Promise<boolean> {
    return Promise.resolve(false);
  }
  override destroyAllKeys(): Promise<void> {
    return Promise.resolve();
  }
}

const csrf = new Csrf(new IndexOnlyVault(), new Config({ MLINZI_PUBLIC_URL: 'https://mlinzi.example.org' }));
const session = Buffer.alloc(32, 1);
const token = csrf.tokenFor(session);

function check(change: Partial<RequestOrigin>): () => void {
  const request = { method: 'POST', headers: {}, body: undefined, query: {}, ...change };
  return () => {
    csrf.check(request, session);
  };
}

const withToken = { 'x-csrf-token': token };

describe('A request that changes something', () => {
  it.each([
    ['the token in a header', { headers: withToken }],
    ['the token in its form', { body: { _csrf: token } }],
    [
      'the token in the address of an upload',
      {
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        query: { _csrf: token },
      },
    ],
    ['the public origin', { headers: { ...withToken, origin: 'https://mlinzi.example.org' } }],
    [
      'the origin it was sent to',
      { headers: { ...withToken, host: '10.0.0.7:3000', origin: 'http://10.0.0.7:3000' } },
    ],
    ['an origin withheld by policy', { headers: { ...withToken, origin: 'null' } }],
    ['the browser’s word', { headers: { ...withToken, 'sec-fetch-site': 'same-origin' } }],
  ])('passes with %s', (_what, change) => {
    expect(check(change)).not.toThrow();
  });

  it.each([
    ['no token', {}],
    ['the token of another session', { headers: { 'x-csrf-token': csrf.tokenFor(Buffer.alloc(32, 2)) } }],
    ['half a token', { headers: { 'x-csrf-token': token.slice(0, 20) } }],
    ['the token in the address of anything but an upload', { query: { _csrf: token } }],
    ['a token that is no text', { body: { _csrf: [token] } }],
    ['a foreign origin', { headers: { ...withToken, origin: 'https://evil.example' } }],
    ['an origin that is none', { headers: { ...withToken, origin: 'evil' } }],
    ['a page of another site', { headers: { ...withToken, 'sec-fetch-site': 'cross-site' } }],
    ['a page of a sibling site', { headers: { ...withToken, 'sec-fetch-site': 'same-site' } }],
  ])('is refused with %s', (_what, change) => {
    expect(check(change)).toThrow(ForgedRequest);
  });

  it('loses the token on the way to its handler', () => {
    const request = { method: 'POST', headers: {}, body: { _csrf: token, name: 'East 1' }, query: {} };
    csrf.check(request, session);
    expect(request.body).toEqual({ name: 'East 1' });
  });
});

describe('A request that changes nothing', () => {
  it('needs no token, wherever it comes from', () => {
    expect(check({ method: 'GET', headers: { 'sec-fetch-site': 'cross-site' } })).not.toThrow();
  });
});
