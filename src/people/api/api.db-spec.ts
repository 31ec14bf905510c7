import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { aCommunity, FOUNDER } from '../../../test/harness/community.js';
import { newId } from '../../kernel/ids.js';
import type { Role } from '../../kernel/principal.js';
import { AddUser } from '../staff/add-user.js';

const community = await aCommunity();
const { database } = community;
const groupId = await community.aGroup('East 1');

interface Visitor {
  readonly cookie: string;
  readonly csrf: string;
}

async function signIn(email: string = FOUNDER.email): Promise<Visitor> {
  const answer = await request(community.address)
    .post('/api/v1/session')
    .send({ email, password: FOUNDER.password })
    .expect(201);
  const body = answer.body as { csrfToken: string };
  return { cookie: answer.get('Set-Cookie')?.[0]?.split(';')[0] ?? '', csrf: body.csrfToken };
}

function send(visitor: Visitor, method: 'get' | 'post' | 'patch' | 'put' | 'delete', path: string) {
  const call = request(community.address)[method](`/api/v1${path}`).set('Cookie', visitor.cookie);
  return method === 'get' ? call : call.set('x-csrf-token', visitor.csrf);
}

/** Whoever was given a login agrees to the code of conduct first. */
async function accepting(visitor: Visitor): Promise<Visitor> {
  await send(visitor, 'post', '/session/conduct')
    .send({ language: 'en' })
    .expect(200, { kind: 'stepped', awaits: null });
  return visitor;
}

const founder = await signIn();

async function somebody(role: Role, place: { groupId?: typeof groupId } = {}): Promise<Visitor> {
  const email = `${role.replace('_', '-')}@example.org`;
  const person = { email, name: 'Somebody', password: FOUNDER.password, language: 'en' };
  const { organisationId } = community;
  const input = { ...person, organisationId, role, programmeId: null, groupId: null, ...place };
  expect(await community.get(AddUser).execute(input)).toMatchObject({ kind: 'added' });
  return accepting(await signIn(email));
}

const foreigners = await database.anOrganisation();
const foreignGroup = await aForeignGroup();

async function aForeignGroup(): Promise<string> {
  const [programme, group] = [newId<'programme'>(), newId<'group'>()];
  await database.ownerQuery(
    `INSERT INTO programme (id, organisation_id, name, timezone) VALUES ($1, $2, 'P', 'UTC')`,
    [programme, foreigners],
  );
  await database.ownerQuery(
    `INSERT INTO chat_group (id, organisation_id, programme_id, name, timezone) VALUES ($1, $2, $3, 'G', 'UTC')`,
    [group, foreigners, programme],
  );
  return group;
}

describe('A session over HTTP', () => {
  it('says who one is, and ends', async () => {
    const visitor = await signIn();
    const self = await send(visitor, 'get', '/session').expect(200);
    expect(self.body).toMatchObject({
      name: FOUNDER.name,
      email: FOUNDER.email,
      organisation: { name: 'Example Relief' },
      csrfToken: visitor.csrf,
      roles: [{ role: 'admin' }, { role: 'community_manager' }],
    });
    const left = await send(visitor, 'delete', '/session').expect(204);
    expect(left.get('Set-Cookie')?.[0]).toMatch(/^mlinzi_session=; Max-Age=0;/);
    await send(visitor, 'get', '/session').expect(401);
  });

  it('is not opened with a wrong password, and says how long to wait after many', async () => {
    const wrong = { email: 'guessed@example.org', password: 'wrong password' };
    for (let round = 0; round < 5; round += 1)
      await request(community.address).post('/api/v1/session').send(wrong).expect(401);
    const slowed = await request(community.address)
      .post('/api/v1/session')
      .send(wrong)
      .expect(429)
      .expect('Retry-After', '30');
    expect(slowed.body).toMatchObject({ code: 'PEOPLE.TOO_MANY_ATTEMPTS' });
  });

  it('is needed for everything else, with its token for what changes something', async () => {
    await request(community.address).get('/api/v1/groups').expect(401);
    const forged = { ...founder, csrf: 'guessed' };
    await send(forged, 'post', '/programmes').send({ name: 'Hotline', timezone: 'UTC' }).expect(403);
    await send(founder, 'post', '/programmes')
      .set('Origin', 'https://evil.example')
      .send({ name: 'Hotline', timezone: 'UTC' })
      .expect(403);
    await send(founder, 'post', '/programmes').send({ name: 'Hotline', timezone: 'UTC' }).expect(201);
    await send(founder, 'post', '/programmes').send({ name: 'Hotline', timezone: 'UTC' }).expect(409);
  });

  it('does not open a second organisation', async () => {
    const setup = {
      organisation: 'B',
      programme: 'B',
      timezone: 'UTC',
      name: 'B',
      language: 'en',
      token: 'guessed',
    };
    await request(community.address)
      .post('/api/v1/setup')
      .send({ ...setup, email: 'b@example.org', password: FOUNDER.password })
      .expect(410);
  });
});

describe('A body', () => {
  it.each([
    [{}, ['/programmeId', '/name', '/timezone']],
    [{ name: 1, timezone: 'UTC', programmeId: 'x', colour: 'red' }, ['/colour', '/programmeId', '/name']],
    [{ name: 'N', timezone: 'UTC', programmeId: newId(), languages: null }, ['/languages']],
    [
      { name: ' ', timezone: 'Mars', programmeId: community.programmeId, sizeLimit: 1 },
      ['/name', '/timezone', '/sizeLimit'],
    ],
  ])('that is wrong is refused with the path of each fault: %j', async (body, paths) => {
    const answer = await send(founder, 'post', '/groups').send(body).expect(400);
    const { errors } = answer.body as { errors: { path: string }[] };
    expect([...new Set(errors.map(({ path }) => path))].sort()).toEqual([...paths].sort());
  });

  it('with settings of the wrong shape is refused at the setting', async () => {
    for (const [settings, path] of [
      [{ 'test-detector': null }, '/settings/test-detector'],
      [{ 'test-detector': 3 }, '/settings/test-detector'],
      [{ 'test-detector': { limit: 'x' } }, '/settings/test-detector/limit'],
      [7, '/settings'],
    ] as const) {
      const answer = await send(founder, 'patch', `/groups/${groupId}`).send({ settings }).expect(400);
      expect(answer.body).toMatchObject({ errors: [{ path }] });
    }
    await send(founder, 'patch', `/groups/${groupId}`).send({ name: null }).expect(400);
  });
});

describe('A basis over HTTP', () => {
  const basis = {
    basis: 'legitimate_interest',
    purposes: ['scan_scam'],
    decidedBy: 'programme director',
    decidedAt: database.clock.now().toISOString(),
    noticeVersion: '1',
    noticeText: 'This group is read for scams.',
    noticeLanguages: ['swa'],
    method: 'paper',
    expressedBy: 'organisation',
    powerImbalance: true,
  };

  it('is recorded, read, exported and withdrawn', async () => {
    const path = `/groups/${groupId}/basis`;
    const refused = await send(founder, 'post', path).send(basis).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ path: '/balancingTestId' }] });
    await send(founder, 'post', path)
      .send({ ...basis, balancingTestId: 'LIA-7' })
      .expect(201);
    const read = await send(founder, 'get', path).expect(200);
    expect(read.body).toMatchObject({
      kind: 'active',
      recorded: { purposes: ['scan_scam'], validUntil: null },
    });
    await send(founder, 'get', `/groups/${groupId}/ledger`).expect(200);
    await send(founder, 'get', `/groups/${groupId}/refusals`).expect(200, []);
    await send(founder, 'delete', path).expect(200);
    await send(founder, 'delete', path).expect(409);
  });

  it('names every field that is wrong', async () => {
    const wrong = {
      ...basis,
      purposes: ['scan_everything'],
      decidedAt: 'yesterday',
      noticeLanguages: [],
      extra: 1,
    };
    const answer = await send(founder, 'post', `/groups/${groupId}/basis`).send(wrong).expect(400);
    const { errors } = answer.body as { errors: { path: string }[] };
    expect([...new Set(errors.map(({ path }) => path))].sort()).toEqual(
      ['/decidedAt', '/extra', '/noticeLanguages', '/purposes'].sort(),
    );
  });

  it('takes an objection of a member', async () => {
    const memberId = await community.aMember();
    const wish = { memberId, event: 'opted_out', method: 'message', expressedBy: 'self' };
    await send(founder, 'post', '/objections').send(wish).expect(201);
    await send(founder, 'post', '/objections')
      .send({ ...wish, memberId: newId() })
      .expect(404);
  });
});

describe('Channels, register, claims, staff and flags over HTTP', () => {
  it('serve whoever may', async () => {
    const channel = await send(founder, 'post', '/channels')
      .send({ kind: 'generic-webhook', name: 'Bridge' })
      .expect(201);
    const { id } = (channel.body as { channel: { id: string } }).channel;
    await send(founder, 'put', `/channels/${id}/groups`).send({ groupKey: 'east', groupId }).expect(204);
    const channels = await send(founder, 'get', '/channels').expect(200);
    expect(channels.body).toMatchObject([{ id, groups: [groupId] }]);
    await send(founder, 'delete', `/channels/${id}`).expect(204);
    await send(founder, 'delete', `/channels/${id}`).expect(404);

    const identity = { kind: 'person', names: ['Mama Zawadi'], contacts: ['+254700000001'] };
    const added = await send(founder, 'post', '/identities').send(identity).expect(201);
    const { id: identityId } = added.body as { id: string };
    await send(founder, 'delete', `/identities/${identityId}`).expect(204);
    await send(founder, 'delete', `/identities/${identityId}`).expect(404);

    const claim = { verdict: 'false', wordings: [{ language: 'swa', text: 'Maji ya limau huponya' }] };
    await send(founder, 'post', '/claims')
      .send({ ...claim, wordings: [{ language: 'sw' }] })
      .expect(400);
    await send(founder, 'post', '/claims').send(claim).expect(201);
    const claims = await send(founder, 'get', '/claims').expect(200);
    expect(claims.body).toMatchObject([{ ...claim, source: null }]);

    const flags = await send(founder, 'get', '/flags?level=high').expect(200);
    expect(flags.body).toEqual({ flags: [], next: null });
    await send(founder, 'get', '/flags?level=huge').expect(400);
    await send(founder, 'get', '/flags?after=x').expect(400);
    await send(founder, 'get', '/flags/counts').expect(200, []);
  });

  it('refuse whoever may not, and answer for foreign and missing things alike', async () => {
    const coordinator = await somebody('coordinator', { groupId });
    const dpo = await somebody('dpo');
    await send(dpo, 'get', '/flags').expect(403);
    await send(dpo, 'get', '/staff').expect(200);
    await send(coordinator, 'get', '/staff').expect(403);
    await send(coordinator, 'post', '/channels').send({ kind: 'generic-webhook', name: 'Mine' }).expect(403);
    const other = await community.aGroup('Other');
    for (const path of ['', '/basis', '/ledger', '/refusals']) {
      const bodies = [];
      for (const id of [foreignGroup, newId<'group'>(), other]) {
        const answer = await send(coordinator, 'get', `/groups/${id}${path}`).expect(404);
        bodies.push({ ...(answer.body as object), requestId: null });
      }
      expect(bodies[1]).toEqual(bodies[0]);
      expect(bodies[2]).toEqual(bodies[0]);
    }
  });

  it('give a colleague a login once, and end their sessions', async () => {
    const body = { email: 'new@example.org', name: 'New Person', password: FOUNDER.password, language: 'sw' };
    const added = await send(founder, 'post', '/staff')
      .send({ ...body, role: 'auditor' })
      .expect(201);
    const { staffId } = added.body as { staffId: string };
    await send(founder, 'post', '/staff')
      .send({ ...body, role: 'auditor' })
      .expect(409);
    await send(founder, 'post', '/staff')
      .send({ ...body, role: 'king' })
      .expect(400);
    await send(founder, 'post', '/staff')
      .send({ ...body, role: 'auditor', password: 'new person' })
      .expect(400);
    const auditor = await accepting(await signIn('new@example.org'));
    const listed = await send(auditor, 'get', '/staff').expect(200);
    expect(listed.body).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'New Person', email: 'new@example.org' })]),
    );
    const ended = await send(founder, 'delete', `/staff/${staffId}/sessions`).expect(200);
    expect(ended.body).toEqual({ revoked: 1 });
    await send(auditor, 'get', '/session').expect(401);
    await send(founder, 'delete', `/staff/${newId()}/sessions`).expect(404);
  });
});
