import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import request from 'supertest';
import type { GroupId } from '../../src/kernel/ids.js';
import { SessionLookup, hashToken } from '../../src/platform/auth/index.js';
import { aService } from '../harness/service.js';
import { aNeighbourhood, examineInline, signatureOf, walkAll } from './neighbourhood.js';
import type { Neighbourhood } from './neighbourhood.js';

const service = await aService({ environment: { MLINZI_WORKERS_IN_PROCESS: 'false' } });
const { app, clock, database } = service;
const open: IncomingMessage[] = [];

let here: Neighbourhood;
let groupId: GroupId;
let channel: { readonly id: string; readonly secret: string };

beforeAll(async () => {
  examineInline(app);
  here = await aNeighbourhood(app, () => clock.now());
  groupId = await here.aScannedGroup('Nairobi_Teachers_Group1');
  channel = await here.aChannelFor('teachers', groupId);
});

afterAll(() => {
  for (const stream of open) stream.destroy();
});

/** An open queue, as a browser holds it. */
async function watch(headers = here.headers): Promise<IncomingMessage> {
  const stream = await new Promise<IncomingMessage>((resolve, reject) => {
    get(
      `${service.address}/flags/stream`,
      { headers: { ...headers, accept: 'text/event-stream' } },
      resolve,
    ).on('error', reject);
  });
  stream.setEncoding('utf8');
  open.push(stream);
  return stream;
}

/** Resolves with everything that was said once it holds `word`. */
function heard(stream: IncomingMessage, word: string): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    stream.on('data', (part: string) => {
      said += part;
      if (said.includes(word)) resolve(said);
    });
  });
}

async function flagSomething(id: string): Promise<void> {
  const text =
    'Mimi ni afisa wa UNHCR. Lipa ada ya KES 2,500 kwa M-Pesa na unitumie namba ya siri uliyopokea kwa SMS.';
  const sender = { handle: '+254700000001', name: 'Amina' };
  const messages = [{ id, sender, sentAt: clock.now().toISOString(), text }];
  const body = JSON.stringify({ id, group: 'teachers', messages });
  await request(service.address)
    .post(`/api/v1/channels/${channel.id}/deliveries`)
    .set(signatureOf(body, channel.secret, clock.now()))
    .send(body)
    .expect(202);
  await walkAll(app);
}

describe('An open queue', () => {
  it('hears that something came in, in numbers and without a word of it', async () => {
    const stream = await watch();
    expect(stream.headers['content-type']).toContain('text/event-stream');
    expect(await heard(stream, 'event: flags')).toContain('{"raised":0,"settled":0}');
    const news = heard(stream, 'event: flags');
    await flagSomething('first');
    const said = await news;
    expect(said).toContain('{"raised":1,"settled":0}');
    expect(said).not.toMatch(/UNHCR|Amina|Teachers/);
    stream.destroy();
  });

  it('is closed when the session behind it ends', async () => {
    const stream = await watch();
    const ended = new Promise((resolve) => stream.resume().on('close', resolve));
    await database.ownerQuery('UPDATE staff_session SET revoked_at = $1', [clock.now()]);
    await ended;
    await request(service.address).get('/flags/stream').set(here.headers).expect(401);
    await database.ownerQuery('UPDATE staff_session SET revoked_at = NULL');
  });

  it('has no more than five windows of one person, and says so to the sixth', async () => {
    const streams = await Promise.all(Array.from({ length: 5 }, () => watch()));
    expect(streams.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    await request(service.address).get('/flags/stream').set(here.headers).expect(429);
    for (const stream of streams) stream.destroy();
  });

  it('opens for nobody without a session or the permission', async () => {
    await request(service.address).get('/flags/stream').expect(401);
    const token = hashToken(here.headers.cookie?.split('=')[1] ?? '');
    const found = await app.get(SessionLookup, { strict: false }).find(token);
    await database.ownerQuery(
      `UPDATE staff_role SET role = 'dpo' WHERE staff_id = $1 AND role = 'community_manager'`,
      [found?.principal.staffId],
    );
    await request(service.address).get('/flags/stream').set(here.headers).expect(403);
  });
});
