import { describe, expect, it } from '@jest/globals';
import { aCommunity, GROUP } from '../../../test/harness/community.js';
import { newId } from '../../kernel/ids.js';
import type { GroupId } from '../../kernel/ids.js';
import { workOf } from '../../platform/auth/index.js';
import { GroupNotFound, InvalidInput, ProgrammeNotFound } from '../people.errors.js';
import { AddProgramme } from './add-programme.js';
import { ChangeGroup } from './change-group.js';
import { GroupProfiles } from './group-profiles.js';
import { ListGroups } from './list-groups.js';
import { ListProgrammes } from './list-programmes.js';
import { OpenGroup } from './open-group.js';
import { ReadGroup } from './read-group.js';

const community = await aCommunity();
const { founder, programmeId } = community;
const stranger = { ...founder, organisationId: await community.database.anOrganisation() };
const elsewhere = await community.aProgramme('Hotline');
const [here, there] = [await community.aGroup('East 1'), await community.aGroup('Hotline North', elsewhere)];
const change = community.get(ChangeGroup);

describe('A group', () => {
  it('is opened once per name and programme', async () => {
    const open = community.get(OpenGroup);
    expect(await open.execute(founder, { ...GROUP, programmeId, name: 'East 1' })).toMatchObject({
      reason: 'name-taken',
    });
    expect(await open.execute(founder, { ...GROUP, programmeId: elsewhere, name: ' East 1 ' })).toMatchObject(
      {
        name: 'East 1',
        programme: 'Hotline',
        archivedAt: null,
      },
    );
  });

  it('is refused with every fault of what was typed', async () => {
    const typed = { ...GROUP, programmeId, name: ' ', timezone: 'Nairobi', sizeLimit: 1, namingPattern: '(' };
    const opened = community
      .get(OpenGroup)
      .execute(founder, { ...typed, languages: ['en'], regions: ['Kenya'] });
    await expect(opened).rejects.toBeInstanceOf(InvalidInput);
    await expect(opened).rejects.toMatchObject({
      faults: ['/name', '/languages', '/timezone', '/regions', '/sizeLimit', '/namingPattern'].map(
        (path) => ({ path }),
      ),
    });
  });

  it('is changed field by field, and the log says which', async () => {
    const changed = await change.execute(founder, here, { sizeLimit: null, languages: ['ara'] });
    expect(changed).toMatchObject({ name: 'East 1', sizeLimit: null, languages: ['ara'], regions: ['KE'] });
    const [entry] = await community.database.ownerQuery(
      `SELECT details FROM audit_entry WHERE act = 'group.changed' ORDER BY at DESC LIMIT 1`,
    );
    expect(entry).toEqual({ details: { fields: 'languages sizeLimit' } });
  });

  it('cannot take the name of its neighbour', async () => {
    await community.aGroup('East 2');
    expect(await change.execute(founder, here, { name: 'East 2' })).toMatchObject({ reason: 'name-taken' });
  });

  it('takes settings only through the schema of their detector', async () => {
    const settings = { 'test-detector': { limit: 11, unknown: 1 }, 'no-such': {} };
    await expect(change.execute(founder, here, { settings })).rejects.toMatchObject({
      faults: ['/settings/test-detector/limit', '/settings/test-detector/unknown', '/settings/no-such'].map(
        (path) => ({ path }),
      ),
    });
    await change.execute(founder, here, { settings: { 'test-detector': { limit: 7 } } });
    const profiles = await profilesOf([here, there]);
    expect(profiles.get(here)?.settings).toEqual({ 'test-detector': { limit: 7, strict: false } });
    expect(profiles.get(there)?.settings).toEqual({ 'test-detector': { limit: 3, strict: false } });
    expect(profiles.get(there)?.programmeId).toBe(elsewhere);
  });

  it('leaves the walk when it is archived and returns when it is taken back', async () => {
    expect(await change.execute(founder, there, { archived: true })).toMatchObject({
      archivedAt: community.database.clock.now(),
    });
    expect((await profilesOf([there])).size).toBe(0);
    await change.execute(founder, there, { archived: false });
    expect((await profilesOf([there])).size).toBe(1);
  });
});

describe('Who reaches a group', () => {
  it('is decided by organisation, programme and group of the role', async () => {
    const names = async (roles: Parameters<typeof community.someone>[0]) =>
      (await community.get(ListGroups).execute(community.someone(roles))).map(({ name }) => name).sort();
    expect(await names([{ role: 'coordinator', groupId: here }])).toEqual(['East 1']);
    expect(await names([{ role: 'coordinator', programmeId: elsewhere }])).toEqual([
      'East 1',
      'Hotline North',
    ]);
    expect(await names([{ role: 'dpo' }])).toEqual(['East 1', 'East 1', 'East 2', 'Hotline North']);
    expect(await names([{ role: 'integration' }])).toEqual([]);
    expect(await community.get(ListGroups).execute(stranger)).toEqual([]);
  });

  it('does not show: missing, foreign and out of reach answer alike', async () => {
    const coordinator = community.someone([{ role: 'coordinator', groupId: here }]);
    const read = community.get(ReadGroup);
    const answers = await Promise.all(
      [
        read.execute(coordinator, there),
        read.execute(stranger, here),
        read.execute(founder, newId<'group'>()),
      ].map((answer) => answer.catch((error: unknown) => error)),
    );
    for (const answer of answers) expect(answer).toEqual(new GroupNotFound());
    await expect(change.execute(coordinator, here, { name: 'Mine' })).rejects.toBeInstanceOf(GroupNotFound);
    const opened = community.get(OpenGroup).execute(stranger, { ...GROUP, programmeId, name: 'Theirs' });
    await expect(opened).rejects.toBeInstanceOf(ProgrammeNotFound);
  });

  it('sees the programme that one of their groups belongs to', async () => {
    const coordinator = community.someone([{ role: 'coordinator', groupId: there }]);
    const programmes = await community.get(ListProgrammes).execute(coordinator);
    expect(programmes.map(({ name }) => name)).toEqual(['Hotline']);
    const added = community.get(AddProgramme).execute(founder, { name: 'Hotline', timezone: 'UTC' });
    expect(await added).toMatchObject({ reason: 'name-taken' });
  });
});

function profilesOf(ids: readonly GroupId[]) {
  return community.database.unitOfWork.run(workOf(founder, 'process_messages'), (tx) =>
    community.get(GroupProfiles).execute(tx, ids),
  );
}
