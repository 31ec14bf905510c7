import { describe, expect, it } from '@jest/globals';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { aService } from '../harness/service.js';

const service = await aService({ environment: { MLINZI_WORKERS_IN_PROCESS: 'false' } });
const http = request(service.address);

interface ProblemBody {
  readonly code: string;
  readonly requestId: string;
}

describe('Every answer', () => {
  it('forbids everything that is not our own, and says nothing about what runs here', async () => {
    const { headers } = await http.get('/health/live').expect(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('carries the number of its request, a proxy’s where it is one', async () => {
    const own = await http.get('/health/live');
    expect(own.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    const given = await http.get('/health/live').set('x-request-id', 'trace-12345678');
    expect(given.headers['x-request-id']).toBe('trace-12345678');
    const forged = await http.get('/health/live').set('x-request-id', '{"level":"error"}');
    expect(forged.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('A refusal is problem+json:', () => {
  const secret = 'Amina anasema siri';

  it.each([
    [
      'an address where nothing is',
      () => http.get(`/api/v1/${encodeURIComponent(secret)}`),
      404,
      'HTTP.NOT_FOUND',
    ],
    [
      'broken JSON',
      () => http.post('/api/v1/x').type('json').send(`{"text":"${secret}`),
      400,
      'HTTP.INVALID',
    ],
    [
      'JSON made to exhaust',
      () =>
        http
          .post('/api/v1/x')
          .type('json')
          .send('['.repeat(33) + ']'.repeat(33)),
      400,
      'HTTP.JSON_TOO_DEEP',
    ],
    [
      'a body beyond the limit',
      () =>
        http
          .post('/api/v1/x')
          .type('json')
          .send(`["${'x'.repeat(1_100_000)}"]`),
      413,
      'HTTP.TOO_LARGE',
    ],
    [
      'a form with too many fields',
      () => http.post('/x').type('form').send('a=1&'.repeat(600)),
      413,
      'HTTP.TOO_LARGE',
    ],
    [
      'an unknown charset',
      () => http.post('/api/v1/x').set('content-type', 'application/json; charset=klingon').send('{}'),
      415,
      'HTTP.UNSUPPORTED',
    ],
    ['a broken address', () => http.post('/api/v1/channels/%E0%A4%A/deliveries'), 400, 'HTTP.INVALID'],
  ] as const)('%s', async (...[, send, status, code]) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.headers['content-type']).toContain('application/problem+json');
    const body = JSON.parse(response.text) as ProblemBody;
    expect(body).toMatchObject({
      type: `urn:mlinzi:problem:${code.toLowerCase()}`,
      status,
      code,
      errors: [],
    });
    expect(body.requestId).toBe(response.headers['x-request-id']);
    expect(response.text).not.toContain('siri');
  });

  it('32 levels of JSON are taken', async () => {
    const response = await http
      .post('/api/v1/x')
      .type('json')
      .send('['.repeat(32) + ']'.repeat(32));
    expect(response.status).toBe(404);
  });

  it('people get a page where programs get JSON', async () => {
    const response = await http.get('/nowhere').set('accept', 'text/html');
    expect(response.status).toBe(404);
    expect(response.headers['content-type']).toContain('text/html');
  });
});

describe('Readiness', () => {
  it('names every dependency', async () => {
    const { body } = (await http.get('/health/ready').expect(200)) as {
      body: { checks: Record<string, unknown> };
    };
    expect(Object.keys(body.checks)).toEqual(
      expect.arrayContaining(['database', 'migrations', 'key_store', 'disk', 'audit']),
    );
  });

  it('turns to "down" with the key store, and back by itself', async () => {
    const keys = join(service.home, 'keys');
    await rename(keys, `${keys}.away`);
    const down = await http.get('/health/ready').expect(503);
    expect(down.body).toMatchObject({
      state: 'down',
      checks: {
        key_store: { state: 'down', details: { reason: 'KEY_STORE.UNAVAILABLE' } },
        database: { state: 'up' },
      },
    });
    await rename(`${keys}.away`, keys);
    await http.get('/health/ready').expect(200);
  });

  it('turns to "down" when the audit log cannot be written', async () => {
    const before = service.clock.now();
    service.clock.set('2031-01-01T00:00:00.000Z');
    const down = await http.get('/health/ready').expect(503);
    expect(down.body).toMatchObject({ checks: { audit: { state: 'down' } } });
    service.clock.set(before);
    await http.get('/health/ready').expect(200);
  });
});

describe('The description of the API', () => {
  it('is served, and every operation in it says how it refuses', async () => {
    const { body } = (await http.get('/api/openapi.json').expect(200)) as {
      body: {
        paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
        components: unknown;
      };
    };
    expect(body.components).toMatchObject({
      schemas: { Problem: { required: expect.arrayContaining(['code']) as unknown } },
    });
    const operations = Object.values(body.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(1);
    expect(operations.filter(({ responses }) => !('default' in responses))).toEqual([]);
  });
});
