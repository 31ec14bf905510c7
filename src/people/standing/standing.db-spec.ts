import { describe, expect, it } from '@jest/globals';
import { BrowserPerson } from '../../../test/harness/browser-person.js';
import { aCommunity, FOUNDER } from '../../../test/harness/community.js';
import { newId } from '../../kernel/ids.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Role } from '../../kernel/principal.js';
import { AddUser } from '../staff/add-user.js';

const community = await aCommunity();
const { address, database, programmeId, founder } = community;
const EVERYWHERE = { programmeId: null, groupId: null };
const boss = await BrowserPerson.signIn(address, FOUNDER);

async function aColleague(role: Role): Promise<{ readonly id: StaffId; readonly email: string }> {
  const email = `${newId()}@example.org`;
  const person = { email, name: 'Somebody', password: FOUNDER.password, language: 'en', role, ...EVERYWHERE };
  const added = await community.get(AddUser).byStaff(founder, person);
  if (added.kind === 'refused') throw new Error(added.reason);
  return { id: added.staffId, email };
}

async function signedIn(email: string): Promise<BrowserPerson> {
  const person = await BrowserPerson.signIn(address, { email, password: FOUNDER.password });
  if (person.awaits === 'conduct')
    await person.call('post', '/session/conduct').send({ language: 'ar' }).expect(200);
  return person;
}

describe('Whoever was given a login', () => {
  it('accepts the code of conduct before anything else is open', async () => {
    const { email } = await aColleague('coordinator');
    const person = await BrowserPerson.signIn(address, { email, password: FOUNDER.password });
    expect(person.awaits).toBe('conduct');
    const refused = await person.call('get', '/groups').expect(403);
    expect(refused.body).toMatchObject({ code: 'AUTH.ENTRY_INCOMPLETE' });
    await person.call('get', '/session').expect(200);
    await person.call('post', '/session/conduct').send({ language: 'ar' }).expect(200);
    await person.call('get', '/groups').expect(200);
    const later = await BrowserPerson.signIn(address, { email, password: FOUNDER.password });
    expect(later.awaits).toBeNull();
  });

  it('is asked again by a new version', async () => {
    const { id, email } = await aColleague('coordinator');
    await signedIn(email);
    await database.ownerQuery(`UPDATE conduct_acceptance SET version = 'older' WHERE staff_id = $1`, [id]);
    const person = await BrowserPerson.signIn(address, { email, password: FOUNDER.password });
    expect(person.awaits).toBe('conduct');
  });
});

describe('Roles', () => {
  it('are changed by whoever may give them, and hold from the next request on', async () => {
    const { id, email } = await aColleague('coordinator');
    const person = await signedIn(email);
    await person.call('get', '/staff').expect(403);
    const roles = [{ role: 'dpo' }, { role: 'coordinator', programmeId }];
    await boss.call('put', `/staff/${id}/roles`).send({ roles }).expect(204);
    await person.call('get', '/staff').expect(200);
    await person
      .call('put', `/staff/${id}/roles`)
      .send({ roles: [{ role: 'admin' }] })
      .expect(403);
    await boss.call('put', `/staff/${id}/roles`).send({ roles: [] }).expect(400);
    await boss.call('put', `/staff/${newId()}/roles`).send({ roles }).expect(404);
  });

  it('never leave the organisation without an admin', async () => {
    const last = await boss
      .call('put', `/staff/${founder.staffId}/roles`)
      .send({ roles: [{ role: 'dpo' }] })
      .expect(409);
    expect(last.body).toMatchObject({ code: 'PEOPLE.LAST_ADMIN' });
    await boss.call('get', '/channels').expect(200);
    const { id, email } = await aColleague('admin');
    const second = await signedIn(email);
    await boss.call('put', `/staff/${founder.staffId}/closed`).expect(409);
    await second
      .call('put', `/staff/${founder.staffId}/roles`)
      .send({ roles: [{ role: 'community_manager' }] })
      .expect(204);
    const self = await second.call('put', `/staff/${id}/closed`).expect(409);
    expect(self.body).toMatchObject({ code: 'PEOPLE.NOT_ONESELF' });
    await second
      .call('put', `/staff/${id}/roles`)
      .send({ roles: [{ role: 'dpo' }] })
      .expect(409);
    const both = [{ role: 'admin' }, { role: 'community_manager' }];
    await second.call('put', `/staff/${founder.staffId}/roles`).send({ roles: both }).expect(204);
  });
});

describe('A closed login', () => {
  it('ends every session at once, and opens again with the password it had', async () => {
    const { id, email } = await aColleague('auditor');
    const person = await signedIn(email);
    await boss.call('put', `/staff/${id}/closed`).expect(204);
    await person.call('get', '/session').expect(401);
    await expect(BrowserPerson.signIn(address, { email, password: FOUNDER.password })).rejects.toThrow('401');
    await boss.call('delete', `/staff/${id}/closed`).expect(204);
    await person.call('get', '/session').expect(401);
    await signedIn(email);
  });
});
