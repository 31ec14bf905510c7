import { describe, expect, it } from '@jest/globals';
import { aCommunity, aPlaceForCommunities, FOUNDER } from '../../../test/harness/community.js';
import { newId } from '../../kernel/ids.js';
import { NotPermitted } from '../../platform/auth/index.js';
import { InvalidInput } from '../people.errors.js';
import { AddUser } from './add-user.js';
import { ListStaff } from './list-staff.js';
import { ReadSelf } from './read-self.js';

const community = await aCommunity();
const empty = await aPlaceForCommunities();
const add = community.get(AddUser);

const PERSON = {
  email: 'amina@example.org',
  name: 'Amina',
  password: 'maji ya kunywa safi',
  language: 'sw',
  role: 'coordinator',
  programmeId: null,
  groupId: null,
} as const;

describe('Adding a person at the command line', () => {
  it('needs no more than the machine while there is one organisation', async () => {
    const groupId = await community.aGroup('East 1');
    expect(await add.execute({ ...PERSON, groupId })).toMatchObject({ kind: 'added' });
    const staff = await community.get(ListStaff).execute(community.founder);
    expect(staff.toSorted((a, b) => b.name.localeCompare(a.name))).toMatchObject([
      { name: FOUNDER.name, roles: [{ role: 'admin' }, { role: 'community_manager' }] },
      {
        name: 'Amina',
        email: 'amina@example.org',
        roles: [{ role: 'coordinator', programmeId: null, groupId }],
      },
    ]);
  });

  it('is refused with the reason, and leaves nothing behind', async () => {
    const other = { ...PERSON, email: 'other@example.org' };
    const before = await community.database.ownerQuery('SELECT FROM staff');
    expect(await add.execute({ ...PERSON, email: ' AMINA@example.org' })).toMatchObject({
      reason: 'email-taken',
    });
    expect(await add.execute({ ...other, groupId: newId<'group'>() })).toMatchObject({
      reason: 'unknown-place',
    });
    expect(await add.execute({ ...other, password: 'amina' })).toMatchObject({ reason: 'weak-password' });
    const places = { programmeId: community.programmeId, groupId: newId<'group'>() };
    expect(await add.execute({ ...other, ...places })).toMatchObject({ reason: 'two-places' });
    await expect(add.execute({ ...other, email: 'nobody' })).rejects.toBeInstanceOf(InvalidInput);
    expect(await community.database.ownerQuery('SELECT FROM staff')).toHaveLength(before.length);
  });

  it('asks for an organisation where there is none, and which where there are several', async () => {
    expect(await empty.get(AddUser).execute(PERSON)).toMatchObject({ reason: 'no-organisation' });
    await empty.database.anOrganisation();
    const second = await empty.database.anOrganisation();
    expect(await empty.get(AddUser).execute(PERSON)).toMatchObject({ reason: 'which-organisation' });
    expect(await empty.get(AddUser).execute({ ...PERSON, organisationId: second })).toMatchObject({
      kind: 'added',
    });
  });
});

describe('Adding a colleague', () => {
  it('is for whoever manages the staff of the whole organisation', async () => {
    const manager = community.someone([{ role: 'community_manager' }]);
    await expect(add.byStaff(manager, PERSON)).rejects.toBeInstanceOf(NotPermitted);
  });
});

describe('A person', () => {
  it('reads who they are', async () => {
    expect(await community.get(ReadSelf).execute(community.founder)).toEqual({
      staffId: community.founder.staffId,
      name: FOUNDER.name,
      email: FOUNDER.email,
      language: 'en',
      organisation: { id: community.organisationId, name: 'Example Relief' },
    });
  });
});
