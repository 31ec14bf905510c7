import { beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { ChannelId, GroupId } from '../../src/kernel/ids.js';
import { CloseChannel } from '../../src/people/index.js';
import { aService } from '../harness/service.js';
import { aNeighbourhood, examineInline, signatureOf, walkAll } from './neighbourhood.js';
import type { Neighbourhood } from './neighbourhood.js';

const service = await aService({ environment: { MLINZI_WORKERS_IN_PROCESS: 'false' } });
const { app, database, clock } = service;

let here: Neighbourhood;
let groupId: GroupId;
let channel: { readonly id: ChannelId; readonly secret: string };

beforeAll(async () => {
  examineInline(app);
  here = await aNeighbourhood(app, () => clock.now());
  groupId = await here.aScannedGroup('Nairobi_Teachers_Group1');
  channel = await here.aChannelFor('teachers', groupId);
});

function aBody(id: string, ...texts: unknown[]): string {
  const sender = { handle: '+254700000001', name: 'Amina' };
  const messages = texts.map((text, n) => ({
    id: `${id}-${n}`,
    sender,
    sentAt: '2026-03-02T07:59:00Z',
    text,
  }));
  return JSON.stringify({ id, group: 'teachers', messages });
}

function send(
  body: string,
  headers = signatureOf(body, channel.secret, clock.now()),
  to: string = channel.id,
) {
  return request(service.address).post(`/api/v1/channels/${to}/deliveries`).set(headers).send(body);
}

async function waiting(): Promise<number> {
  const [row] = await database.ownerQuery<{ n: string }>('SELECT count(*) AS n FROM delivery');
  return Number(row?.n);
}

async function stored(): Promise<number> {
  const [row] = await database.ownerQuery<{ n: string }>('SELECT count(*) AS n FROM message');
  return Number(row?.n);
}

describe('a signed delivery', () => {
  it('is durable before it is answered, walked afterwards, and gone when it is done', async () => {
    const before = await stored();
    const answer = await send(aBody('d1', 'Habari 🌍 مرحبا', 'Karibu'));
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ status: 'accepted' });
    expect(await waiting()).toBe(1);
    await walkAll(app);
    expect(await stored()).toBe(before + 2);
    expect(await waiting()).toBe(0);
  });

  it('that comes again, also while the first is being stored, is known and changes nothing', async () => {
    const before = await stored();
    const body = aBody('d2', 'mara moja');
    const answers = await Promise.all([send(body), send(body), send(body)]);
    const receipts = answers.map((answer) => answer.body as { id: string; status: string });
    expect(receipts.map(({ status }) => status).sort()).toEqual(['accepted', 'duplicate', 'duplicate']);
    expect(new Set(receipts.map(({ id }) => id)).size).toBe(1);
    await walkAll(app);
    expect(await stored()).toBe(before + 1);
  });

  it('with the same message under another delivery id does not store or flag it twice', async () => {
    const message = {
      id: 'm-9',
      sender: { handle: 'a' },
      sentAt: '2026-03-02T07:00:00Z',
      text: 'Pay the fee today',
    };
    const before = await stored();
    await send(JSON.stringify({ id: 'd3', group: 'teachers', messages: [message, message] }));
    await send(JSON.stringify({ id: 'd4', group: 'teachers', messages: [message] }));
    await walkAll(app);
    expect(await stored()).toBe(before + 1);
    const flags = await database.ownerQuery<{ n: number }>(
      'SELECT count(*)::integer AS n FROM flag GROUP BY message_id HAVING count(*) > 1',
    );
    expect(flags).toEqual([]);
  });

  it('with one message nobody understands walks the others and keeps it for a person', async () => {
    const before = await stored();
    expect((await send(aBody('d5', 'sawa', 42, 'nzuri'))).status).toBe(202);
    await walkAll(app);
    expect(await stored()).toBe(before + 2);
    const dead = await request(service.address).get('/api/v1/dead-letters').set(here.headers);
    expect(dead.body).toMatchObject([{ code: 'items-not-understood', groupId }]);
    const [{ id }] = dead.body as [{ id: string }];
    const replay = await request(service.address)
      .post('/api/v1/dead-letters/replay')
      .set(here.headers)
      .send({ ids: [id] });
    expect(replay.body).toEqual({ replayed: 1 });
    await walkAll(app);
    expect(await stored()).toBe(before + 2);
    await database.ownerQuery('DELETE FROM delivery');
  });
});

describe('a delivery is refused as problem+json, and nothing of it is stored,', () => {
  async function refusal(answer: ReturnType<typeof send>) {
    const refused = await answer;
    const { status, type } = refused;
    expect(type).toBe('application/problem+json');
    expect(await waiting()).toBe(0);
    return { status, code: (refused.body as { code: string }).code };
  }

  it('when its signature is missing, wrong, or made with another secret', async () => {
    const body = aBody('r1', 'x');
    const good = signatureOf(body, channel.secret, clock.now());
    expect(await refusal(send(body, { 'content-type': 'application/json' }))).toEqual({
      status: 401,
      code: 'INTAKE.MISSING_SIGNATURE',
    });
    expect(await refusal(send(`${body} `, good))).toEqual({ status: 401, code: 'INTAKE.WRONG_SIGNATURE' });
    const other = signatureOf(body, 'another secret', clock.now());
    expect(await refusal(send(body, other))).toEqual({ status: 401, code: 'INTAKE.WRONG_SIGNATURE' });
  });

  it('when it was signed more than five minutes ago', async () => {
    const body = aBody('r2', 'x');
    const old = signatureOf(body, channel.secret, new Date(clock.now().getTime() - 301_000));
    expect(await refusal(send(body, old))).toEqual({ status: 401, code: 'INTAKE.STALE_TIMESTAMP' });
  });

  it('when no open channel has the id', async () => {
    const body = aBody('r3', 'x');
    const headers = signatureOf(body, channel.secret, clock.now());
    const unknown = { status: 404, code: 'INTAKE.UNKNOWN_CHANNEL' };
    expect(await refusal(send(body, headers, '00000000-0000-4000-8000-000000000000'))).toEqual(unknown);
    expect(await refusal(send(body, headers, 'nonsense'))).toEqual(unknown);
    const closed = await here.aChannelFor('closed', groupId);
    await app.get(CloseChannel).execute(here.founder, closed.id);
    expect(await refusal(send(body, signatureOf(body, closed.secret, clock.now()), closed.id))).toEqual(
      unknown,
    );
  });

  it.each([
    ['not JSON', '{"id":', 'INTAKE.NOT_JSON'],
    ['without messages', '{"id":"a","group":"teachers","messages":[]}', 'INTAKE.INVALID_SHAPE'],
    ['for a group nobody linked', aBody('r4', 'x').replace('teachers', 'strangers'), 'INTAKE.UNMAPPED_GROUP'],
  ])('when it is %s', async (_what, body, code) => {
    expect(await refusal(send(body))).toEqual({ status: 400, code });
  });

  it('when it is larger than a delivery may be', async () => {
    const body = aBody('r5', 'a'.repeat(1024 * 1024));
    expect(await refusal(send(body))).toEqual({ status: 413, code: 'INTAKE.DELIVERY_TOO_LARGE' });
  });
});

describe('a delivery that a channel repeats for a week', () => {
  it('is a duplicate to its last repetition', async () => {
    const body = aBody('w1', 'tena na tena');
    const before = await stored();
    expect((await send(body)).body).toMatchObject({ status: 'accepted' });
    await walkAll(app);
    clock.advance({ days: 7 });
    await database.preparePartitions();
    expect((await send(body)).body).toMatchObject({ status: 'duplicate' });
    expect(await walkAll(app)).toBe(0);
    expect(await stored()).toBe(before + 1);
  });
});
