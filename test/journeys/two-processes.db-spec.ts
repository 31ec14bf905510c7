import { expect, it } from '@jest/globals';
import { aNeighbourhood } from './neighbourhood.js';
import { BrowserPerson } from '../harness/browser-person.js';
import { aService } from '../harness/service.js';

const one = await aService({ environment: { MLINZI_WORKERS_IN_PROCESS: 'false' } });
const other = await aService({ beside: one, environment: { MLINZI_WORKERS_IN_PROCESS: 'false' } });
await aNeighbourhood({ get: (type) => one.app.get(type, { strict: false }) }, () => one.clock.now());
const LOGIN = { email: 'zawadi@example.org', password: 'maji ya kunywa safi' };

it('a session that was ended in one process is over in every other with its next request', async () => {
  const [here, there] = [
    await BrowserPerson.signIn(one.address, LOGIN),
    await BrowserPerson.signIn(other.address, LOGIN),
  ];
  await there.call('get', '/session').expect(200);
  await here.call('delete', '/account/sessions').expect(200);
  // No time passes, on any clock: nothing about sessions is remembered by a process.
  await there.call('get', '/session').expect(401);
});

it('a token that was taken back in one process opens nothing in any other', async () => {
  const person = await BrowserPerson.signIn(one.address, LOGIN);
  const token = { name: 'Export', permissions: ['groups.read'], days: 1 };
  const made = await person.call('post', '/tokens').send(token).expect(201);
  const { id, token: secret } = made.body as { id: string; token: string };
  const asked = () =>
    fetch(`${other.address}/api/v1/groups`, { headers: { authorization: `Bearer ${secret}` } });
  expect((await asked()).status).toBe(200);
  await person.call('delete', `/tokens/${id}`).expect(204);
  expect((await asked()).status).toBe(401);
});

it('a token opens no page of the console, and leaves no session behind', async () => {
  const person = await BrowserPerson.signIn(one.address, LOGIN);
  const made = await person
    .call('post', '/tokens')
    .send({ name: 'Pages', permissions: ['groups.read'], days: 1 });
  const { token } = made.body as { token: string };
  const answer = await fetch(`${one.address}/groups`, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'manual',
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fgroups']);
});
