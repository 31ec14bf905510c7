import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { flagged, incidentsOf, receive, received } from '../../../test/harness/incident-work.js';
import { IncidentDesk } from '../../kernel/incident-desk.js';
import { workOf } from '../../platform/auth/index.js';

const community = await aCommunity();
const { database, founder } = community;

const RUMOUR = 0x0f0f_1234_5678_9abcn;

async function groups(count: number, name: string) {
  return Promise.all(Array.from({ length: count }, (_, index) => community.aGroup(`${name} ${index}`)));
}

describe('Flags become incidents', () => {
  it('when they are high or critical, and not otherwise', async () => {
    const groupId = await community.aGroup('Levels');
    const quiet = await received(community, { groupId, level: 'medium' }, { groupId, level: 'low' });
    expect(await incidentsOf(community, quiet)).toEqual([]);
    const loud = await received(community, { groupId, level: 'critical' });
    expect(await incidentsOf(community, loud)).toMatchObject([{ state: 'new', severity: 2, flags: 1 }]);
  });

  it('one rumour in twelve groups is one incident, and so is the copy that comes a week later', async () => {
    const twelve = await groups(12, 'Rumour');
    const copies = twelve.map((groupId, index) => ({
      groupId,
      harm: 'misinformation' as const,
      sketch: RUMOUR ^ (1n << BigInt(index % 3)),
    }));
    const flags = await received(community, ...copies);
    database.clock.advance({ days: 7 });
    const late = await received(community, {
      groupId: await community.aGroup('Late'),
      harm: 'misinformation',
      sketch: RUMOUR,
    });
    expect(await incidentsOf(community, [...flags, ...late])).toMatchObject([{ flags: 13 }]);
  });

  it('never across harms or programmes', async () => {
    const elsewhere = await community.aProgramme('Elsewhere');
    const [here, there] = [await community.aGroup('Here'), await community.aGroup('There', elsewhere)];
    const sketch = 0x7777_0000_1111_2222n;
    const flags = await received(
      community,
      { groupId: here, harm: 'scam', sketch },
      { groupId: here, harm: 'hate', sketch },
      { groupId: there, programmeId: elsewhere, harm: 'scam', sketch },
    );
    expect(await incidentsOf(community, flags)).toHaveLength(3);
  });

  it('the same again changes nothing', async () => {
    const groupId = await community.aGroup('Again');
    const flags = await received(community, { groupId, harm: 'threat' });
    await receive(community, flags);
    await receive(community, flags);
    expect(await incidentsOf(community, flags)).toMatchObject([{ flags: 1 }]);
    const events = await database.ownerQuery(
      `SELECT e.kind FROM incident_event e JOIN incident_flag f USING (incident_id) WHERE f.flag_id = $1`,
      [flags[0]?.flagId],
    );
    expect(events).toEqual([{ kind: 'opened' }]);
  });

  it('two workers who receive twins at once open one', async () => {
    for (let round = 0; round < 8; round += 1) {
      const sketch = BigInt(round + 1) * 0x1357_9bdf_0246_8aceffn;
      const [one, two] = await groups(2, `Twins ${round}`);
      if (!one || !two) throw new Error('no groups');
      const [mine, theirs] = await Promise.all([
        flagged(community, { groupId: one, harm: 'impersonation', sketch }),
        flagged(community, { groupId: two, harm: 'impersonation', sketch }),
      ]);
      await Promise.all([receive(community, mine), receive(community, theirs)]);
      expect(await incidentsOf(community, [...mine, ...theirs])).toMatchObject([{ flags: 2 }]);
    }
  });

  it('a worse copy makes the incident worse, and the run with it', async () => {
    const [one, two] = await groups(2, 'Worse');
    if (!one || !two) throw new Error('no groups');
    const sketch = 0x5555_aaaa_3333_ccccn;
    await received(community, { groupId: one, harm: 'hate', sketch, level: 'high' });
    const flags = await received(community, { groupId: two, harm: 'hate', sketch, level: 'critical' });
    const [incident] = await incidentsOf(community, flags);
    expect(incident?.severity).toBe(2);
    expect(
      await database.ownerQuery(`SELECT severity FROM escalation_run WHERE subject_id = $1`, [incident?.id]),
    ).toEqual([{ severity: 2 }]);
  });

  it('somebody in danger is for those who need to know', async () => {
    const groupId = await community.aGroup('Danger');
    const flags = await received(community, { groupId, harm: 'disclosure', level: 'critical' });
    expect(await incidentsOf(community, flags)).toMatchObject([{ visibility: 'need_to_know' }]);
  });
});

describe('A reviewer’s word', () => {
  it('opens an incident of flags that detection left alone, together and as severe as said', async () => {
    const [one, two] = await groups(2, 'Word');
    if (!one || !two) throw new Error('no groups');
    const flags = await flagged(
      community,
      { groupId: one, level: 'medium', harm: 'abuse' },
      { groupId: two, level: 'low', harm: 'scam' },
    );
    const open = () =>
      database.unitOfWork.run(workOf(founder, 'review'), (tx) =>
        community
          .get(IncidentDesk)
          .open(tx, { flags, by: founder.staffId, severity: 1, harm: 'exploitation' }),
      );
    const id = await open();
    expect(await open()).toBe(id);
    expect(await incidentsOf(community, flags)).toMatchObject([{ id, severity: 1, flags: 2 }]);
  });

  it('joins the open incident in which one of them stands', async () => {
    const groupId = await community.aGroup('Joins');
    const there = await received(community, { groupId, harm: 'threat', level: 'critical' });
    const more = await flagged(community, { groupId: await community.aGroup('Far'), level: 'medium' });
    const id = await database.unitOfWork.run(workOf(founder, 'review'), (tx) =>
      community.get(IncidentDesk).open(tx, {
        ...{ flags: [...there, ...more], by: founder.staffId, severity: null, harm: 'abuse' },
      }),
    );
    expect(await incidentsOf(community, [...there, ...more])).toMatchObject([{ id, flags: 2 }]);
  });
});
