import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { workOf } from '../../../test/harness/database.js';
import { Escalation } from '../../kernel/escalation.js';
import { NotPermitted } from '../../platform/auth/index.js';
import { InvalidWebhook } from '../escalation.errors.js';
import { FireDueSteps, SendNotices, SetWebhook } from '../index.js';

interface Post {
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

const posts: Post[] = [];
let status = 200;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    posts.push({ body, headers: request.headers });
    response.writeHead(status).end();
  });
});
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
afterAll(() => {
  server.close();
});
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alarm`;

const community = await aCommunity({
  MLINZI_OUTBOUND_ALLOW: '127.0.0.1',
  MLINZI_PUBLIC_URL: 'https://mlinzi.example.org',
});
const { database, founder } = community;
const webhook = community.get(SetWebhook);

async function fired(): Promise<void> {
  await database.unitOfWork.run(workOf(community.organisationId), (tx) =>
    community.get(Escalation).start(tx, {
      ...{ subject: { kind: 'incident', id: randomUUID() }, programmeId: community.programmeId },
      ...{ severity: 2, harm: 'threat', reference: 'W3BH', excluded: [] },
    }),
  );
  await community.get(FireDueSteps).execute();
  await community.get(SendNotices).execute();
}

const states = () =>
  database.ownerQuery<{ state: string; last_error: string | null }>(
    `SELECT state, last_error FROM escalation_notice WHERE channel = 'webhook' ORDER BY created_at, id`,
  );

describe('The webhook', () => {
  it('is posted to once per step, signed, with reference and severity and nothing of the matter', async () => {
    const { secret } = await webhook.execute(founder, url);
    await fired();
    expect(posts).toHaveLength(1);
    const { body = '', headers = {} } = posts[0] ?? {};
    expect(JSON.parse(body)).toEqual({
      ...{ id: expect.any(String), kind: 'incident', reference: 'W3BH', severity: 2, step: 1 },
      ...{ link: 'https://mlinzi.example.org/notices', at: database.clock.now().toISOString() },
    });
    const expected = createHmac('sha256', secret)
      .update(`${String(headers['mlinzi-timestamp'])}.${body}`)
      .digest('hex');
    expect(headers['mlinzi-signature']).toBe(`v1=${expected}`);
  });

  it('is tried again with growing pauses while it fails, under the same id', async () => {
    status = 503;
    await fired();
    status = 200;
    expect(await community.get(SendNotices).execute()).toBe(0);
    database.clock.advance({ seconds: 5 });
    await community.get(SendNotices).execute();
    const [first, second] = posts.slice(-2).map(({ body }) => JSON.parse(body) as { id: string });
    expect(first?.id).toBe(second?.id);
    expect((await states()).at(-1)).toMatchObject({ state: 'delivered' });
  });

  it('is given up when the receiver will never take it, visibly', async () => {
    status = 410;
    await fired();
    status = 200;
    expect((await states()).map(({ last_error: code }) => code)).toContain('HTTP.410');
  });

  it('never leads into the networks this machine stands in, unless its host is allowed', async () => {
    for (const wrong of ['https://10.0.0.1/', 'http://example.org/', 'ftp://example.org', 'example.org'])
      await expect(webhook.execute(founder, wrong)).rejects.toThrow(InvalidWebhook);
    // A name says only when it is looked up where it leads: that is asked when the notice leaves.
    await webhook.execute(founder, 'https://localhost');
    await fired();
    expect((await states()).map(({ last_error: code }) => code)).toContain('OUTBOUND.private-address');
  });

  it('is set by those who look after the whole organisation only, and kept unreadable', async () => {
    const lead = community.someone([{ role: 'safeguarding_lead', programmeId: community.programmeId }]);
    await expect(webhook.execute(lead, url)).rejects.toThrow(NotPermitted);
    await expect(webhook.remove(lead)).rejects.toThrow(NotPermitted);
    const { secret } = await webhook.execute(founder, url);
    const [row] = await database.ownerQuery<{ url_ciphertext: Buffer; secret_ciphertext: Buffer }>(
      'SELECT url_ciphertext, secret_ciphertext FROM escalation_webhook',
    );
    expect(row?.url_ciphertext.toString('latin1')).not.toContain('alarm');
    expect(row?.secret_ciphertext.toString('latin1')).not.toContain(secret);
    expect(await webhook.host(founder)).toContain('127.0.0.1');
    await webhook.remove(founder);
    expect(await webhook.host(founder)).toBeNull();
  });
});
