import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { aColleague, flagged, incidentsOf, receive } from '../../../test/harness/incident-work.js';
import { raiseFlag } from '../../../test/harness/raised-flags.js';
import { newId } from '../../kernel/ids.js';
import type { FlagId, IncidentId, MemberId, StaffId } from '../../kernel/ids.js';
import type { FlagForIncident } from '../../kernel/incident-desk.js';
import type { Principal } from '../../kernel/principal.js';
import { workOf } from '../../platform/auth/index.js';
import {
  ClaimFlag,
  DecideFlag,
  EscalateOverdueFlags,
  ListFlags,
  ReadAppeals,
  ReadFlag,
  RecordAppeal,
} from '../../review/index.js';
import { ActOnIncident } from '../performing/act-on-incident.js';

const community = await aCommunity();
const { database, founder } = community;
const lead = await aColleague(community, { role: 'safeguarding_lead' });
const reviewer = () => aColleague(community, { role: 'community_manager' });

interface Matter extends Pick<FlagForIncident, 'flagId' | 'memberId' | 'groupId'> {
  readonly incidentId: IncidentId;
}

async function aMatter(): Promise<Matter> {
  const groupId = await community.aGroup(`Matter ${newId<'group'>()}`);
  const [flag] = await flagged(community, { groupId, harm: 'abuse', level: 'critical' });
  if (!flag) throw new Error('no flag');
  await receive(community, [flag]);
  const [incident] = await incidentsOf(community, [flag]);
  if (!incident) throw new Error('no incident');
  return { ...flag, incidentId: incident.id };
}

function recuse(person: Principal, { incidentId }: Matter, member?: MemberId) {
  const named = { act: 'recuse', person: person.staffId, reason: 'named_by_lead', member } as const;
  return community.get(ActOnIncident).execute(lead, incidentId, named);
}

function isKnownAs(person: StaffId, memberId: MemberId): Promise<unknown> {
  return database.ownerQuery(
    'INSERT INTO staff_as_member (organisation_id, member_id, staff_id) VALUES ($1, $2, $3)',
    [community.organisationId, memberId, person],
  );
}

async function queueOf(person: Principal): Promise<readonly FlagId[]> {
  return (await community.get(ListFlags).execute(person, {}, null)).flags.map(({ id }) => id);
}

/** Rows about the flag that this person's statements meet, by table. */
async function rowsFor(person: Principal, flagId: FlagId): Promise<Readonly<Record<string, number>>> {
  const [counts] = await database.unitOfWork.run(workOf(person, 'review'), (tx) =>
    tx.query<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM flag WHERE id = $1) AS flag,
         (SELECT count(*)::int FROM decision WHERE flag_id = $1) AS decision,
         (SELECT count(*)::int FROM feedback WHERE flag_id = $1) AS feedback,
         (SELECT count(*)::int FROM action a JOIN (SELECT id FROM decision) d ON true) AS action,
         (SELECT count(*)::int FROM appeal) AS appeal`,
      [flagId],
    ),
  );
  return counts ?? {};
}

describe('Whoever is recused from an incident', () => {
  it('does not see the flags it is made of, nor what they held of them', async () => {
    const [person, matter] = [await reviewer(), await aMatter()];
    const { flagId } = matter;
    await community.get(ClaimFlag).execute(person, flagId);
    expect(await queueOf(person)).toContain(flagId);
    await recuse(person, matter);
    expect(await queueOf(person)).not.toContain(flagId);
    const never = newId<'flag'>();
    const answerFor = (id: FlagId) => community.get(ReadFlag).execute(person, id).catch(String);
    expect(await answerFor(flagId)).toBe(await answerFor(never));
    await expect(community.get(ClaimFlag).execute(person, flagId)).rejects.toThrow();
    expect(await community.get(ClaimFlag).execute(founder, flagId)).not.toMatchObject({ kind: 'refused' });
  });

  it('does not see a flag any longer that joins it', async () => {
    const [person, matter] = [await reviewer(), await aMatter()];
    await recuse(person, matter);
    const { groupId, memberId } = matter;
    const [later] = await flagged(community, { groupId, memberId, harm: 'abuse', level: 'high' });
    if (!later) throw new Error('no flag');
    expect(await queueOf(person)).toContain(later.flagId);
    await receive(community, [later]);
    expect(await queueOf(person)).not.toContain(later.flagId);
    expect(await queueOf(founder)).toContain(later.flagId);
  });

  it('may have stepped back by themselves', async () => {
    const [person, matter] = [await aColleague(community, { role: 'safeguarding_lead' }), await aMatter()];
    const step = { act: 'recuse', person: person.staffId, reason: 'named_by_lead' } as const;
    await community.get(ActOnIncident).execute(person, matter.incidentId, step);
    expect(await rowsFor(person, matter.flagId)).toMatchObject({ flag: 0 });
    expect(await rowsFor(lead, matter.flagId)).toMatchObject({ flag: 1 });
  });
});

describe('A person of staff who writes in the groups', () => {
  it('never sees a flag about what they wrote, and is not told when nobody decides it', async () => {
    const [person, memberId] = [await reviewer(), await community.aMember()];
    await isKnownAs(person.staffId, memberId);
    const groupId = await community.aGroup(`Own ${newId<'group'>()}`);
    const { id } = await raiseFlag(community, { groupId, memberId, level: 'critical' });
    expect(await queueOf(person)).not.toContain(id);
    expect(await queueOf(founder)).toContain(id);
    database.clock.advance({ minutes: 16 });
    await community.get(EscalateOverdueFlags).execute();
    expect(await runOf(id)).toEqual([{ excluded: [person.staffId] }]);
  });

  it('loses sight of what lay there before they were known, decisions and appeals with it', async () => {
    const [person, memberId] = [await reviewer(), await community.aMember()];
    const groupId = await community.aGroup(`Before ${newId<'group'>()}`);
    const { id } = await raiseFlag(community, { groupId, memberId, level: 'medium' });
    await community.get(ClaimFlag).execute(founder, id);
    const decided = await community
      .get(DecideFlag)
      .execute(founder, id, { kind: 'warn', note: null, harm: 'scam', copies: false });
    if (decided.kind === 'refused') throw new Error(decided.reason);
    await community.get(RecordAppeal).execute(founder, decided.decisionId, 'Sikukosea');
    const everything = { flag: 1, decision: 1, feedback: 1, action: 1, appeal: 1 };
    expect(await rowsFor(person, id)).toEqual(everything);
    await isKnownAs(person.staffId, memberId);
    expect(await rowsFor(person, id)).toEqual({ flag: 0, decision: 0, feedback: 0, action: 0, appeal: 0 });
    expect(await rowsFor(founder, id)).toEqual(everything);
    expect(await community.get(ReadAppeals).waiting(person)).toEqual([]);
    expect(await community.get(ReadAppeals).waiting(founder)).toHaveLength(1);
  });

  it('is left out of a chain that was about to tell them', async () => {
    const [person, matter] = [await aColleague(community, { role: 'safeguarding_lead' }), await aMatter()];
    const groupId = await community.aGroup(`Chain ${newId<'group'>()}`);
    const { id, memberId } = await raiseFlag(community, { groupId, level: 'critical' });
    database.clock.advance({ minutes: 16 });
    await community.get(EscalateOverdueFlags).execute();
    expect(await runOf(id)).toEqual([{ excluded: [] }]);
    await recuse(person, matter, memberId);
    expect(await runOf(id)).toEqual([{ excluded: [person.staffId] }]);
  });
});

function runOf(id: FlagId): Promise<readonly { excluded: readonly StaffId[] }[]> {
  return database.ownerQuery(
    `SELECT excluded FROM escalation_run WHERE subject_kind = 'flag' AND subject_id = $1`,
    [id],
  );
}
