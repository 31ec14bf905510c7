import { beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserPerson } from '../../../test/harness/browser-person.js';
import { aCommunity, FOUNDER } from '../../../test/harness/community.js';
import { newId } from '../../kernel/ids.js';
import type { Role } from '../../kernel/principal.js';
import { codeAt } from '../entry/one-time-codes.js';
import { AddUser } from '../staff/add-user.js';

const community = await aCommunity();
const { address, database, founder } = community;
const { clock } = database;

/** Every test signs in from one address; a quarter of an hour later nobody counts how often. */
beforeEach(() => {
  clock.advance({ minutes: 16 });
});

async function aPerson(role: Role = 'auditor'): Promise<{ email: string; password: string }> {
  const login = { email: `${newId()}@example.org`, password: FOUNDER.password };
  const person = { ...login, name: 'Somebody', language: 'en', role, programmeId: null, groupId: null };
  await community.get(AddUser).byStaff(founder, person);
  return login;
}

async function signIn(login: { email: string; password: string }): Promise<BrowserPerson> {
  const person = await BrowserPerson.signIn(address, login);
  if (person.awaits === 'conduct')
    await person.call('post', '/session/conduct').send({ language: 'en' }).expect(200);
  return person;
}

async function enrol(person: BrowserPerson): Promise<{ secret: string; recoveryCodes: readonly string[] }> {
  const begun = await person.call('post', '/account/second-factor').expect(201);
  const { secret } = begun.body as { secret: string };
  const code = codeAt(secret, clock.now());
  const confirmed = await person
    .call('post', '/account/second-factor/confirmation')
    .send({ code })
    .expect(200);
  clock.advance({ seconds: 30 });
  return { secret, recoveryCodes: (confirmed.body as { recoveryCodes: readonly string[] }).recoveryCodes };
}

const show = (person: BrowserPerson, code: string) => person.call('post', '/session/code').send({ code });

describe('A second factor', () => {
  it('is asked for once it is confirmed, and nothing is open before', async () => {
    const login = await aPerson();
    const first = await signIn(login);
    const { secret } = await enrol(first);
    const later = await BrowserPerson.signIn(address, login);
    expect(later.awaits).toBe('code');
    await later.call('get', '/staff').expect(403);
    await show(later, '000000').expect(400);
    await show(later, codeAt(secret, clock.now())).expect(200, { kind: 'stepped', awaits: null });
    await later.call('get', '/staff').expect(200);
  });

  it('takes a code once, within one step of the clock and no further', async () => {
    const login = await aPerson();
    const { secret } = await enrol(await signIn(login));
    const at = (seconds: number) => codeAt(secret, new Date(clock.now().getTime() + seconds * 1000));
    const first = await BrowserPerson.signIn(address, login);
    await show(first, at(60)).expect(400);
    await show(first, at(30)).expect(200);
    const second = await BrowserPerson.signIn(address, login);
    await show(second, at(30)).expect(400);
    await show(second, at(0)).expect(400);
    clock.advance({ seconds: 60 });
    await show(second, at(0)).expect(200);
  });

  it('has ten recovery codes, each good once, and new ones end the old', async () => {
    const login = await aPerson();
    const person = await signIn(login);
    const { secret, recoveryCodes } = await enrol(person);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [code = '', other = ''] = recoveryCodes;
    await show(await BrowserPerson.signIn(address, login), code.toLowerCase().replaceAll('-', ' ')).expect(
      200,
    );
    await show(await BrowserPerson.signIn(address, login), code).expect(400);
    const renewing = { code: codeAt(secret, clock.now()) };
    await person.call('post', '/account/second-factor/confirmation').send(renewing).expect(200);
    await show(await BrowserPerson.signIn(address, login), other).expect(400);
    const kept = await database.ownerQuery<{ row: string }>(
      'SELECT recovery_code::text AS row FROM recovery_code',
    );
    expect(kept.filter(({ row }) => recoveryCodes.some((known) => row.includes(known)))).toEqual([]);
  });

  it('slows guessing down', async () => {
    const login = await aPerson();
    const { secret } = await enrol(await signIn(login));
    const guesser = await BrowserPerson.signIn(address, login);
    for (let round = 0; round < 5; round += 1) await show(guesser, '123456').expect(400);
    await show(guesser, codeAt(secret, clock.now())).expect(429).expect('Retry-After', '30');
    clock.advance({ seconds: 31 });
    await show(guesser, codeAt(secret, clock.now())).expect(200);
  });

  it('is set up first where a role asks for it, by people who are signed in already, too', async () => {
    const login = await aPerson('safeguarding_lead');
    const person = await signIn(login);
    const boss = await BrowserPerson.signIn(address, FOUNDER);
    await boss
      .call('put', '/staff/second-factor-roles')
      .send({ roles: ['safeguarding_lead'] })
      .expect(204);
    await person.call('get', '/groups').expect(403);
    const { secret } = await enrol(person);
    await person.call('get', '/groups').expect(200);
    const code = codeAt(secret, clock.now());
    await person.call('post', '/account/second-factor/removal').send({ code }).expect(409);
    await boss.call('put', '/staff/second-factor-roles').send({ roles: [] }).expect(204);
    await person.call('post', '/account/second-factor/removal').send({ code }).expect(204);
    expect((await BrowserPerson.signIn(address, login)).awaits).toBeNull();
  });
});

describe('A lost second factor', () => {
  it('is taken off by another admin, and ends the sessions of its owner', async () => {
    const login = await aPerson();
    const person = await signIn(login);
    await enrol(person);
    const boss = await BrowserPerson.signIn(address, FOUNDER);
    const { staffId } = (await person.call('get', '/session').expect(200)).body as { staffId: string };
    await person.call('delete', `/staff/${founder.staffId}/second-factor`).expect(403);
    await boss.call('delete', `/staff/${founder.staffId}/second-factor`).expect(409);
    await boss.call('delete', `/staff/${staffId}/second-factor`).expect(204);
    await person.call('get', '/session').expect(401);
    expect((await BrowserPerson.signIn(address, login)).awaits).toBeNull();
  });
});

describe('Sessions', () => {
  it('are listed by browser, without an address, and end one by one or all', async () => {
    const login = await aPerson();
    const [here, there, elsewhere] = [await signIn(login), await signIn(login), await signIn(login)];
    const read = await here.call('get', '/account').expect(200);
    const { sessions } = read.body as { sessions: { id: string; browser: string; isThis: boolean }[] };
    expect(sessions.map(({ browser }) => browser)).toEqual(Array(3).fill('Firefox, Android'));
    expect(JSON.stringify(read.body)).not.toContain('127.0.0.1');
    const theirs = await there.call('get', '/account').expect(200);
    const own = (theirs.body as { sessions: typeof sessions }).sessions.find(({ isThis }) => isThis);
    await here.call('delete', `/account/sessions/${own?.id ?? ''}`).expect(204);
    await there.call('get', '/session').expect(401);
    const stranger = await signIn(await aPerson());
    await stranger.call('delete', `/account/sessions/${own?.id ?? ''}`).expect(404);
    await here.call('delete', '/account/sessions').expect(200, { ended: 1 });
    await elsewhere.call('get', '/session').expect(401);
    await here.call('get', '/session').expect(200);
  });

  it('end everywhere else with a new password', async () => {
    const login = await aPerson();
    const [here, there] = [await signIn(login), await signIn(login)];
    const next = 'mto mkubwa wa kaskazini';
    await here.call('put', '/account/password').send({ current: 'wrong password', next }).expect(400);
    await here.call('put', '/account/password').send({ current: login.password, next: 'short' }).expect(400);
    await here
      .call('put', '/account/password')
      .send({ current: login.password, next })
      .expect(200, { ended: 1 });
    await there.call('get', '/session').expect(401);
    await here.call('get', '/session').expect(200);
    await expect(BrowserPerson.signIn(address, login)).rejects.toThrow('401');
    await BrowserPerson.signIn(address, { ...login, password: next });
  });

  it('speak the language of their owner', async () => {
    const person = await signIn(await aPerson());
    await person.call('put', '/account/language').send({ language: 'ar' }).expect(204);
    expect((await person.call('get', '/session').expect(200)).body).toMatchObject({ language: 'ar' });
    await person.call('put', '/account/language').send({ language: 'A' }).expect(400);
  });
});
