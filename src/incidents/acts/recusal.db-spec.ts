import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { aCommunity, FOUNDER } from '../../../test/harness/community.js';
import { aColleague, flagged, incidentsOf, receive } from '../../../test/harness/incident-work.js';
import { newId } from '../../kernel/ids.js';
import type { IncidentId } from '../../kernel/ids.js';
import { IncidentDesk } from '../../kernel/incident-desk.js';
import { workOf } from '../../platform/auth/index.js';
import { IncidentNotFound, OwnMatter } from '../incidents.errors.js';
import { ActOnIncident } from '../performing/act-on-incident.js';
import { ListIncidents } from '../reading/list-incidents.js';
import { ReadIncident } from '../reading/read-incident.js';

const community = await aCommunity();
const { database, founder } = community;
const lead = await aColleague(community, { role: 'safeguarding_lead' });

/** The founder signs in like everybody else: what is compared is what leaves the service. */
const session = await request(community.address)
  .post('/api/v1/session')
  .send({ email: FOUNDER.email, password: FOUNDER.password })
  .expect(201);
const cookie = session.get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
const { csrfToken } = session.body as { csrfToken: string };

async function asked(method: 'get' | 'post', path: string, body: object = {}): Promise<string> {
  const agent = request(community.address);
  const call = method === 'get' ? agent.get(`/api/v1${path}`) : agent.post(`/api/v1${path}`).send(body);
  const answer = await call.set('Cookie', cookie).set('x-csrf-token', csrfToken);
  return `${answer.status} ${answer.text.replaceAll(/"(requestId|instance)":"[^"]*"/g, '')}`;
}

async function secretIncident(): Promise<IncidentId> {
  const groupId = await community.aGroup(`Secret ${newId<'group'>()}`);
  const [flag] = await flagged(community, { groupId, harm: 'abuse', level: 'critical' });
  if (!flag) throw new Error('no flag');
  await receive(community, [flag]);
  const [incident] = await incidentsOf(community, [flag]);
  return incident?.id ?? newId<'incident'>();
}

/** Everything a person can ask about incidents, about one that may be there and about one that cannot. */
async function everythingAsked(id: IncidentId, reference: string): Promise<readonly string[]> {
  return [
    await asked('get', '/incidents'),
    await asked('get', '/incidents?which=ended'),
    await asked('get', `/incidents/${id}`),
    await asked('post', `/incidents/${id}/acts`, { act: 'acknowledge' }),
    await asked('post', `/incidents/${id}/acts`, { act: 'note', note: 'Is it there?' }),
    await asked('post', `/incidents/${open}/acts`, { act: 'merge', into: reference }),
    String(await community.get(ListIncidents).waiting(founder)),
  ];
}

const open = await secretIncident();

describe('A recused person', () => {
  it('lives in a world without the incident: every answer is the same, byte by byte', async () => {
    const before = await everythingAsked(newId<'incident'>(), 'ZZZZ9');
    const groupId = await community.aGroup('Named');
    const memberId = await community.aMember();
    await database.ownerQuery(
      'INSERT INTO staff_as_member (organisation_id, member_id, staff_id) VALUES ($1, $2, $3)',
      [community.organisationId, memberId, founder.staffId],
    );
    const flags = await flagged(community, { groupId, memberId, harm: 'threat', level: 'critical' });
    await receive(community, flags);
    const [secret] = await incidentsOf(community, flags);
    const id = secret?.id ?? newId<'incident'>();
    const view = await community.get(ReadIncident).execute(lead, id);
    expect(view).toMatchObject({ part: 'whole', recusals: 1 });
    expect(await everythingAsked(id, view.incident.reference)).toEqual(before);
    const told = await database.ownerQuery<{ excluded: string[] }>(
      'SELECT excluded FROM escalation_run WHERE subject_id = $1',
      [id],
    );
    expect(told).toEqual([{ excluded: [founder.staffId] }]);
  });

  it('finds no row of it in any table, whatever they ask the database', async () => {
    const id = await secretIncident();
    await community.get(ActOnIncident).execute(lead, id, { act: 'acknowledge' });
    await community.get(ActOnIncident).execute(lead, id, { act: 'offer_command', person: lead.staffId });
    await community.get(ActOnIncident).execute(lead, id, { act: 'confirm' });
    const count = (table: string, column: string) =>
      database.unitOfWork.run(workOf(founder, 'incident'), async (tx) => {
        const rows = await tx.query<{ count: number }>(
          `SELECT count(*)::integer AS count FROM ${table} WHERE ${column} = $1`,
          [id],
        );
        return rows[0]?.count ?? -1;
      });
    const tables = await database.ownerQuery<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND column_name = 'incident_id' AND table_name LIKE 'incident%' ORDER BY 1`,
    );
    expect(tables.length).toBeGreaterThan(5);
    expect(await count('incident', 'id')).toBe(1);
    const named = { act: 'recuse', person: founder.staffId, reason: 'named_by_lead' } as const;
    await community.get(ActOnIncident).execute(lead, id, named);
    expect(await count('incident', 'id')).toBe(0);
    for (const { name } of tables) expect([name, await count(name, 'incident_id')]).toEqual([name, 0]);
  });

  it('loses what they held, and somebody who is not part of it has it', async () => {
    const id = await secretIncident();
    const colleague = await aColleague(community, { role: 'safeguarding_lead' });
    const act = community.get(ActOnIncident);
    await act.execute(colleague, id, { act: 'acknowledge' });
    await act.execute(colleague, id, { act: 'offer_command', person: colleague.staffId });
    await act.execute(colleague, id, { act: 'confirm' });
    database.clock.advance({ minutes: 1 });
    await act.execute(lead, id, { act: 'recuse', person: colleague.staffId, reason: 'named_by_reporter' });
    await expect(community.get(ReadIncident).execute(colleague, id)).rejects.toEqual(new IncidentNotFound());
    const view = await community.get(ReadIncident).execute(lead, id);
    expect(view.part === 'whole' && view.incident.commander).toBe(lead.staffId);
    await expect(act.execute(colleague, id, { act: 'contain' })).rejects.toEqual(new IncidentNotFound());
  });

  it('may step back by themselves, and is then told what everybody out of reach is told', async () => {
    const id = await secretIncident();
    const colleague = await aColleague(community, { role: 'safeguarding_lead' });
    const act = community.get(ActOnIncident);
    await act.execute(colleague, id, { act: 'acknowledge' });
    const step = { act: 'recuse', person: colleague.staffId, reason: 'named_by_lead' } as const;
    expect(await act.execute(colleague, id, step)).toMatchObject({ kind: 'performed' });
    await expect(act.execute(colleague, id, step)).rejects.toEqual(new IncidentNotFound());
    const [row] = await database.ownerQuery('SELECT state FROM incident WHERE id = $1', [id]);
    expect(row).toEqual({ state: 'new' });
  });

  it('never opens a matter about what they are known to have written', async () => {
    const colleague = await aColleague(community, { role: 'community_manager' });
    const memberId = await community.aMember();
    await database.ownerQuery(
      'INSERT INTO staff_as_member (organisation_id, member_id, staff_id) VALUES ($1, $2, $3)',
      [community.organisationId, memberId, colleague.staffId],
    );
    const flags = await flagged(community, {
      groupId: await community.aGroup('Own'),
      memberId,
      level: 'low',
    });
    const opening = database.unitOfWork.run(workOf(colleague, 'review'), (tx) =>
      community.get(IncidentDesk).open(tx, { flags, by: colleague.staffId, severity: null, harm: 'abuse' }),
    );
    await expect(opening).rejects.toBeInstanceOf(OwnMatter);
  });
});

describe('Who sees an incident', () => {
  it('is a coordinator for the part in their own groups, and nobody for a part elsewhere', async () => {
    const [mine, theirs] = [await community.aGroup('Mine'), await community.aGroup('Theirs')];
    const sketch = 0x2468_1357_9bdf_0acen;
    const copies = [mine, theirs, theirs].map((groupId) => ({ groupId, harm: 'hate' as const, sketch }));
    const flags = await flagged(community, ...copies);
    await receive(community, flags);
    const [incident] = await incidentsOf(community, flags);
    const id = incident?.id ?? newId<'incident'>();
    const coordinator = community.someone([{ role: 'coordinator', groupId: mine }]);
    const view = await community.get(ReadIncident).execute(coordinator, id);
    expect(view).toMatchObject({ part: 'own_groups', groups: [{ id: mine, flags: 1 }] });
    expect(JSON.stringify(view)).not.toContain(theirs);
    const { incidents } = await community.get(ListIncidents).execute(coordinator, { which: 'live' });
    expect(incidents).toMatchObject([{ id, flags: 1, groups: 1, need: 'others', commander: null }]);
    const outside = community.someone([{ role: 'coordinator', groupId: await community.aGroup('Outside') }]);
    await expect(community.get(ReadIncident).execute(outside, id)).rejects.toEqual(new IncidentNotFound());
  });

  it('is only who needs to know, where somebody may be in danger', async () => {
    const groupId = await community.aGroup('Quiet');
    const flags = await flagged(community, { groupId, harm: 'disclosure', level: 'critical' });
    await receive(community, flags);
    const [incident] = await incidentsOf(community, flags);
    const id = incident?.id ?? newId<'incident'>();
    const manager = await aColleague(community, { role: 'community_manager' });
    for (const who of [manager, community.someone([{ role: 'coordinator', groupId }])]) {
      await expect(community.get(ReadIncident).execute(who, id)).rejects.toEqual(new IncidentNotFound());
      const { incidents } = await community.get(ListIncidents).execute(who, { which: 'live' });
      expect(incidents.map((one) => one.id)).not.toContain(id);
    }
    await community.get(ActOnIncident).execute(lead, id, { act: 'acknowledge' });
    await community.get(ActOnIncident).execute(lead, id, { act: 'offer_command', person: manager.staffId });
    expect(await community.get(ReadIncident).execute(manager, id)).toMatchObject({ part: 'whole' });
  });
});
