import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { aColleague, flagged, incidentsOf, receive, received } from '../../../test/harness/incident-work.js';
import type { WantedFlag } from '../../../test/harness/incident-work.js';
import { FireDueSteps } from '../../escalation/index.js';
import type { IncidentId } from '../../kernel/ids.js';
import { newId } from '../../kernel/ids.js';
import { IncidentDesk } from '../../kernel/incident-desk.js';
import type { Principal } from '../../kernel/principal.js';
import { NotPermitted, workOf } from '../../platform/auth/index.js';
import { IncidentNotFound } from '../incidents.errors.js';
import { LapseLeases } from '../lapsing/lapse-leases.js';
import type { IncidentActInput } from '../performing/act.js';
import { ActOnIncident } from '../performing/act-on-incident.js';
import { ReadIncident } from '../reading/read-incident.js';

const community = await aCommunity();
const { database, founder } = community;
const lead = await aColleague(community, { role: 'safeguarding_lead' });
const second = await aColleague(community, { role: 'commander_on_duty' });

async function opened(over: Partial<WantedFlag> = {}): Promise<IncidentId> {
  const groupId = over.groupId ?? (await community.aGroup(`Group ${newId<'group'>()}`));
  const flags = await received(community, { groupId, harm: 'conduct', ...over });
  const [incident] = await incidentsOf(community, flags);
  if (!incident) throw new Error('No incident was opened');
  return incident.id;
}

function act(who: Principal, id: IncidentId, input: IncidentActInput) {
  return community.get(ActOnIncident).execute(who, id, input);
}

/** Acts one after the other; each must be done. */
async function done(who: Principal, id: IncidentId, ...inputs: readonly IncidentActInput[]): Promise<void> {
  for (const input of inputs) {
    database.clock.advance({ seconds: 1 });
    expect(await act(who, id, input)).toMatchObject({ kind: 'performed' });
  }
}

const TO_COMMAND = (who: Principal): readonly IncidentActInput[] => [
  { act: 'acknowledge' },
  { act: 'offer_command', person: who.staffId },
];

async function stateOf(id: IncidentId): Promise<unknown> {
  const [row] = await database.ownerQuery<{ state: string }>('SELECT state FROM incident WHERE id = $1', [
    id,
  ]);
  return row?.state;
}

async function actsOf(id: IncidentId): Promise<readonly string[]> {
  const rows = await database.ownerQuery<{ act: string }>(
    `SELECT act FROM audit_entry WHERE object_id = $1 AND act LIKE 'incident.%' ORDER BY at`,
    [id],
  );
  return rows.map((row) => row.act);
}

describe('An incident', () => {
  it('is walked from new to closed by a named person, each step once on record', async () => {
    const id = await opened();
    await done(lead, id, ...TO_COMMAND(lead), { act: 'confirm', note: 'I rang them.' }, { act: 'contain' });
    expect(await act(lead, id, { act: 'resolve', reason: 'ended' })).toMatchObject({
      reason: 'wishes-needed',
    });
    await done(
      lead,
      id,
      { act: 'wishes', wishes: 'recorded', note: 'She wants it gone.' },
      { act: 'resolve', reason: 'ended' },
      { act: 'close' },
    );
    expect(await stateOf(id)).toBe('closed');
    expect(await actsOf(id)).toEqual([
      'incident.opened',
      'incident.acknowledged',
      'incident.command_accepted',
      'incident.confirmed',
      'incident.contained',
      'incident.wishes_recorded',
      'incident.resolved',
      'incident.closed',
    ]);
  });

  it('keeps notes readable for those who may see it, and for nobody in the database or the log', async () => {
    const id = await opened();
    await done(lead, id, { act: 'acknowledge' }, { act: 'note', note: 'zawadi ya siri' });
    const view = await community.get(ReadIncident).execute(lead, id);
    expect(view.part === 'whole' && view.timeline.map(({ note }) => note)).toContain('zawadi ya siri');
    const rows = await database.ownerQuery<{ row: string }>(
      `SELECT e::text AS row FROM incident_event e WHERE incident_id = $1
       UNION ALL SELECT a::text FROM audit_entry a WHERE object_id = $1::text`,
      [id],
    );
    const words = ['siri', Buffer.from('siri').toString('hex')];
    for (const { row } of rows) for (const word of words) expect(row).not.toContain(word);
  });

  it('is not confirmed without a commander who accepted, and only by them', async () => {
    const id = await opened();
    await done(lead, id, { act: 'acknowledge' });
    expect(await act(lead, id, { act: 'confirm' })).toMatchObject({ reason: 'commander-needed' });
    await done(lead, id, { act: 'offer_command', person: second.staffId });
    expect(await act(lead, id, { act: 'confirm' })).toMatchObject({ reason: 'commander-needed' });
    expect(await act(lead, id, { act: 'accept_command' })).toMatchObject({ reason: 'not-offered' });
    await done(second, id, { act: 'accept_command' });
    expect(await act(lead, id, { act: 'confirm' })).toMatchObject({ reason: 'not-commander' });
    await done(second, id, { act: 'confirm' });
  });

  it('is handed over without a moment in which nobody commands', async () => {
    const id = await opened();
    await done(lead, id, ...TO_COMMAND(lead), { act: 'confirm' });
    database.clock.advance({ minutes: 5 });
    await done(lead, id, { act: 'offer_command', person: second.staffId });
    await done(second, id, { act: 'accept_command' });
    const rows = await database.ownerQuery<{ staff_id: string; until_at: Date | null }>(
      'SELECT staff_id, until_at FROM incident_command WHERE incident_id = $1 ORDER BY from_at',
      [id],
    );
    expect(rows).toEqual([
      { staff_id: lead.staffId, until_at: database.clock.now() },
      { staff_id: second.staffId, until_at: null },
    ]);
    expect(await act(lead, id, { act: 'contain' })).toMatchObject({ reason: 'not-commander' });
  });

  it('goes back to nobody when whoever answered falls silent, and the run goes on', async () => {
    const id = await opened();
    await done(lead, id, { act: 'acknowledge' });
    database.clock.advance({ minutes: 119 });
    await done(lead, id, { act: 'note', note: 'Still on it.' });
    database.clock.advance({ minutes: 119 });
    await community.get(LapseLeases).step();
    expect(await stateOf(id)).toBe('triage');
    database.clock.advance({ minutes: 2 });
    await Promise.all([1, 2, 3].map(() => community.get(LapseLeases).step()));
    expect(await stateOf(id)).toBe('new');
    expect((await actsOf(id)).filter((one) => one === 'incident.lapsed')).toHaveLength(1);
    const [run] = await database.ownerQuery<{ state: string }>(
      'SELECT state FROM escalation_run WHERE subject_id = $1',
      [id],
    );
    expect(run?.state).not.toBe('held');
  });

  it('is answered by the notice as well, once and safely when late', async () => {
    const id = await opened();
    const answer = (by: Principal) =>
      database.unitOfWork.run(workOf(by, 'notice'), (tx) =>
        community.get(IncidentDesk).acknowledge(tx, id, by.staffId),
      );
    expect(await answer(lead)).toBe('acknowledged');
    expect(await answer(lead)).toBe('already');
    expect(await answer(second)).toBe('late');
    expect(await stateOf(id)).toBe('triage');
  });
});

describe('The end of a severe incident', () => {
  const severe = { level: 'critical' } as const;

  it('takes two people, one of whom did not command it', async () => {
    const id = await opened(severe);
    await done(lead, id, ...TO_COMMAND(lead), { act: 'confirm' });
    database.clock.advance({ minutes: 1 });
    await done(lead, id, { act: 'offer_command', person: second.staffId });
    await done(
      second,
      id,
      { act: 'accept_command' },
      { act: 'contain' },
      { act: 'wishes', wishes: 'not_safely_obtainable' },
      { act: 'resolve', reason: 'referred' },
    );
    expect(await act(second, id, { act: 'close' })).toMatchObject({ outcome: 'asked' });
    expect(await act(second, id, { act: 'close' })).toMatchObject({ reason: 'already-seconded' });
    expect(await act(lead, id, { act: 'close' })).toMatchObject({ reason: 'both-commanded' });
    await done(founder, id, { act: 'close' });
    expect(await stateOf(id)).toBe('closed');
  });

  it('takes two for a dismissal too, and lowering the severity changes nothing about that', async () => {
    const id = await opened(severe);
    await done(lead, id, { act: 'acknowledge' }, { act: 'severity', severity: 4, note: 'A joke.' });
    expect(await act(lead, id, { act: 'dismiss', reason: 'false_alarm' })).toMatchObject({
      outcome: 'asked',
    });
    expect(await act(lead, id, { act: 'dismiss', reason: 'test' })).toMatchObject({
      reason: 'already-seconded',
    });
    await done(second, id, { act: 'decline', note: 'No.' });
    await done(lead, id, { act: 'dismiss', reason: 'known_and_harmless' });
    await done(second, id, { act: 'dismiss', reason: 'test' });
    const rows = await database.ownerQuery(
      'SELECT state, ended_reason, decided_by, seconded_by FROM incident WHERE id = $1',
      [id],
    );
    expect(rows).toEqual([
      {
        state: 'dismissed',
        ended_reason: 'known_and_harmless',
        decided_by: lead.staffId,
        seconded_by: second.staffId,
      },
    ]);
  });

  it('can be taken back within 30 days and not after', async () => {
    const [early, late] = [await opened(), await opened()];
    for (const id of [early, late])
      await done(lead, id, { act: 'acknowledge' }, { act: 'dismiss', reason: 'not_ours' });
    database.clock.advance({ days: 29 });
    await database.preparePartitions();
    await done(second, early, { act: 'reopen', reason: 'new_evidence' });
    database.clock.advance({ days: 2 });
    expect(await act(second, late, { act: 'reopen', reason: 'new_evidence' })).toMatchObject({
      reason: 'too-late',
    });
    expect([await stateOf(early), await stateOf(late)]).toEqual(['triage', 'dismissed']);
  });
});

describe('A decision', () => {
  it('reaches every copy in every group, and the copy that comes later', async () => {
    const groups = await Promise.all([1, 2, 3].map((turn) => community.aGroup(`Copies ${turn}`)));
    const sketch = 0x4242_4242_1111_2222n;
    const copies = groups.map((groupId) => ({ groupId, harm: 'misinformation' as const, sketch }));
    const flags = await received(community, ...copies);
    const [incident] = await incidentsOf(community, flags);
    const id = incident?.id ?? newId<'incident'>();
    await done(lead, id, ...TO_COMMAND(lead), { act: 'confirm' }, { act: 'settle', decision: 'ask_delete' });
    const late = await flagged(community, {
      groupId: await community.aGroup('Copies 4'),
      ...copies[0],
      level: 'high',
    });
    await receive(community, late);
    const rows = await database.ownerQuery(
      `SELECT f.state, d.kind FROM flag f JOIN decision d ON d.flag_id = f.id WHERE f.id = ANY($1)`,
      [[...flags, ...late].map(({ flagId }) => flagId)],
    );
    expect(rows).toEqual(Array.from({ length: 4 }, () => ({ state: 'decided', kind: 'ask_delete' })));
    const [sealed] = await database.ownerQuery<{ pieces: number }>(
      'SELECT count(*)::integer AS pieces FROM incident_evidence WHERE incident_id = $1',
      [id],
    );
    expect(sealed?.pieces).toBe(4);
  });

  it('shows when sealed evidence is no longer what was sealed', async () => {
    const id = await opened();
    await done(lead, id, ...TO_COMMAND(lead), { act: 'confirm' });
    const evidence = async () => {
      const view = await community.get(ReadIncident).execute(lead, id);
      return view.part === 'whole' ? view.evidence : null;
    };
    expect(await evidence()).toEqual({ pieces: 1, intact: true });
    await database.ownerQuery(`UPDATE incident_evidence SET text_ciphertext = 'x' WHERE incident_id = $1`, [
      id,
    ]);
    expect(await evidence()).toEqual({ pieces: 1, intact: false });
  });
});

describe('Merging', () => {
  it('takes flags, recusals and the worse severity along, and never goes in a circle', async () => {
    const [one, two] = [await opened({ level: 'critical' }), await opened()];
    const named = await aColleague(community, { role: 'community_manager' });
    await done(lead, one, { act: 'recuse', person: named.staffId, reason: 'named_by_reporter' });
    const reference = async (id: IncidentId) =>
      (await community.get(ReadIncident).execute(lead, id)).incident.reference;
    await done(lead, one, { act: 'merge', into: await reference(two) });
    expect(await act(lead, two, { act: 'merge', into: await reference(one) })).toMatchObject({
      reason: 'merge-elsewhere',
    });
    const view = await community.get(ReadIncident).execute(lead, two);
    expect(view.incident.severity).toBe(2);
    expect(view.groups.reduce((sum, { flags }) => sum + flags, 0)).toBe(2);
    await expect(community.get(ReadIncident).execute(named, two)).rejects.toBeInstanceOf(IncidentNotFound);
  });
});

describe('Who may act', () => {
  it('is decided by role and reach: others read, or find nothing', async () => {
    const groupId = await community.aGroup('Reach');
    const id = await opened({ groupId });
    const coordinator = community.someone([{ role: 'coordinator', groupId }]);
    const elsewhere = community.someone([
      { role: 'safeguarding_lead', programmeId: await community.aProgramme('Far away') },
    ]);
    const stranger = { ...lead, organisationId: await database.anOrganisation() };
    for (const who of [coordinator, elsewhere, stranger, community.someone([{ role: 'dpo' }])])
      await expect(act(who, id, { act: 'acknowledge' })).rejects.toEqual(new IncidentNotFound());
    const reader = community.someone([{ role: 'coordinator', programmeId: community.programmeId }]);
    await expect(act(reader, id, { act: 'acknowledge' })).rejects.toBeInstanceOf(NotPermitted);
  });
});

describe('Who has been told', () => {
  it('is said on the page: whom word has reached, who answered, and when the next are told', async () => {
    const id = await opened();
    const told = async () => {
      const view = await community.get(ReadIncident).execute(lead, id);
      return view.part === 'whole' ? view.told : null;
    };
    expect(await told()).toMatchObject({ people: [], nextAt: database.clock.now() });
    await community.get(FireDueSteps).execute();
    const people = (await told())?.people ?? [];
    expect(people.length).toBeGreaterThan(0);
    await done(lead, id, { act: 'acknowledge' });
    expect((await told())?.nextAt).toBeNull();
  });
});
