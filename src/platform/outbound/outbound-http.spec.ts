import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from '@jest/globals';
import { OutboundHttp } from './outbound-http.js';
import { isPublicAddress } from './public-address.js';

const seen: string[] = [];
const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  seen.push(request.url ?? '');
  if (request.url === '/away') response.writeHead(302, { location: 'http://127.0.0.1/secret' });
  response.end('x'.repeat(100_000));
});
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
afterAll(() => {
  server.close();
});
const { port } = server.address() as AddressInfo;

const post = (url: string) => ({ url, body: '{}', headers: { 'content-type': 'application/json' } });
const resolvingTo = (...addresses: string[]) =>
  new OutboundHttp([], () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
  );

describe('Addresses inside', () => {
  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'not an address',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '93.184.215.14', '2606:4700:4700::1111'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://0/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[fe80::1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://10.1.2.3:8443/',
  ])('%s is refused as written', async (url) => {
    expect(await resolvingTo('1.1.1.1').post(post(url))).toEqual({
      kind: 'refused',
      reason: 'private-address',
    });
  });

  it.each([
    ['ftp://example.org/', 'no-url'],
    ['file:///etc/passwd', 'no-url'],
    ['https://user:secret@example.org/', 'no-url'],
    ['example.org', 'no-url'],
    ['http://example.org/', 'not-https'],
  ])('%s is refused: %s', async (url, reason) => {
    expect(await resolvingTo('1.1.1.1').post(post(url))).toEqual({ kind: 'refused', reason });
  });

  it.each([['127.0.0.1'], ['::ffff:10.0.0.1'], ['169.254.169.254'], ['93.184.215.14', '10.0.0.1']])(
    'a name that means %s is refused when it is connected to',
    async (...addresses) => {
      const answer = await resolvingTo(...addresses).post(post('https://innocent.example/'));
      expect(answer).toEqual({ kind: 'refused', reason: 'private-address' });
    },
  );

  it('a name is asked for once, so that it cannot mean something else when it is connected to', async () => {
    const answers = [[{ address: '127.0.0.1', family: 4 }], [{ address: '93.184.215.14', family: 4 }]];
    let asked = 0;
    const http = new OutboundHttp([], () => Promise.resolve(answers[asked++] ?? []));
    expect(await http.post(post('https://rebind.example/'))).toMatchObject({ reason: 'private-address' });
    expect(asked).toBe(1);
  });
});

describe('An allowed host', () => {
  const http = new OutboundHttp(['127.0.0.1']);

  it('may be private and plain', async () => {
    expect(await http.post(post(`http://127.0.0.1:${port}/hook`))).toEqual({ kind: 'answered', status: 200 });
    expect(seen).toContain('/hook');
  });

  it('cannot send us elsewhere', async () => {
    const answer = await http.post(post(`http://127.0.0.1:${port}/away`));
    expect(answer).toEqual({ kind: 'failed', code: 'OUTBOUND.REDIRECTED' });
    expect(seen).not.toContain('/secret');
  });

  it('is this host and no other', async () => {
    expect(await http.post(post(`http://localhost:${port}/`))).toMatchObject({ kind: 'refused' });
    expect(await http.post(post(`https://localhost:${port}/`))).toEqual({
      kind: 'refused',
      reason: 'private-address',
    });
  });
});
