import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aCommunity } from '../../../test/harness/community.js';
import { aColleague, incidentsOf, received } from '../../../test/harness/incident-work.js';
import { AppError } from '../../kernel/app-error.js';
import type { IncidentId } from '../../kernel/ids.js';
import { newId } from '../../kernel/ids.js';
import { IncidentNotFound } from '../incidents.errors.js';
import { LapseLeases } from '../lapsing/lapse-leases.js';
import type { IncidentActInput } from '../performing/act.js';
import { INCIDENT_ACTS } from '../performing/act.js';
import { ActOnIncident } from '../performing/act-on-incident.js';
import { ListIncidents } from '../reading/list-incidents.js';
import { ReadIncident } from '../reading/read-incident.js';
import { ACTS, TRANSITIONS, nextState } from './transitions.js';
import type { IncidentEvent, IncidentState } from './transitions.js';

const community = await aCommunity();
const { database } = community;
const people = [
  await aColleague(community, { role: 'safeguarding_lead' }),
  await aColleague(community, { role: 'commander_on_duty' }),
  await aColleague(community, { role: 'community_manager', programmeId: community.programmeId }),
  await aColleague(community, { role: 'safeguarding_lead' }),
];

/** What happens in a world of two incidents and four people: somebody acts, time passes, a copy comes. */
type Happening =
  | {
      readonly kind: 'act';
      readonly who: number;
      readonly on: number;
      readonly input: Omit<IncidentActInput, 'into'>;
    }
  | { readonly kind: 'time'; readonly minutes: number }
  | { readonly kind: 'copy'; readonly on: number };

/** Tried more often than the rest, or no story would get far. */
const FORWARD = [
  ...(['acknowledge', 'offer_command', 'accept_command', 'confirm', 'finish_step', 'waive_step'] as const),
  ...(['contain', 'wishes', 'resolve', 'close', 'dismiss'] as const),
];

const person = fc.nat(people.length - 1);
const act = fc
  .record({
    who: person,
    on: fc.nat(1),
    act: fc.constantFrom(...FORWARD, ...FORWARD, ...FORWARD, ...INCIDENT_ACTS),
    target: fc.option(person, { freq: 1 }),
    severity: fc.constantFrom(1, 2, 3, 4),
    reason: fc.constantFrom('false_alarm', 'ended', 'new_evidence', 'named_by_lead'),
    outcome: fc.constantFrom('fraud', 'genuine', 'fake', 'people-in-danger'),
    step: fc.constantFrom(
      'stop-the-payment',
      'check-the-offer',
      'ask-to-remove',
      'help-who-lost',
      'report-it',
    ),
  })
  .map(({ who, on, target, ...input }) => ({
    kind: 'act' as const,
    who,
    on,
    input: {
      ...input,
      person: people[target ?? who]?.staffId ?? '',
      note: 'A note.',
      evidence: 'Seen.',
      wishes: 'recorded',
      visibility: 'open',
      decision: 'note',
    },
  }));
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: act },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('time' as const), minutes: fc.constantFrom(1, 20, 130, 600) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('copy' as const), on: fc.nat(1) }) },
);
/** Those of one round happen at once. */
const story = fc.array(fc.array(happening, { minLength: 1, maxLength: 3 }), { minLength: 12, maxLength: 26 });

interface World {
  readonly ids: readonly [IncidentId, IncidentId];
  readonly references: readonly [string, string];
  readonly sketches: readonly [bigint, bigint];
}

let turn = 0n;

async function aWorld(): Promise<World> {
  turn += 1n;
  const sketches = [turn * 0x1f3d_5b79_97b5_d3f1n, turn * 0x7531_8642_1357_2468n] as const;
  const open = async (sketch: bigint, level: 'high' | 'critical') => {
    const groupId = await community.aGroup(`World ${newId<'group'>()}`);
    const [row] = await incidentsOf(
      community,
      await received(community, { groupId, harm: 'scam', level, sketch }),
    );
    const id = row?.id ?? newId<'incident'>();
    const [found] = await database.ownerQuery<{ reference: string }>(
      'SELECT reference FROM incident WHERE id = $1',
      [id],
    );
    return [id, found?.reference ?? ''] as const;
  };
  const [one, two] = [await open(sketches[0], 'high'), await open(sketches[1], 'critical')];
  return { ids: [one[0], two[0]], references: [one[1], two[1]], sketches };
}

/** Whatever somebody tries is done, refused as a value, or answered by an error of the house: never by the database. */
async function happen(world: World, what: Happening): Promise<void> {
  if (what.kind === 'time') {
    database.clock.advance({ minutes: what.minutes });
    await community.get(LapseLeases).step();
    return;
  }
  const on = what.on === 0 ? 0 : 1;
  if (what.kind === 'copy') {
    const groupId = await community.aGroup(`Copy ${newId<'group'>()}`);
    await received(community, { groupId, harm: 'scam', level: 'high', sketch: world.sketches[on] });
    return;
  }
  const who = people[what.who];
  const input = { ...what.input, into: world.references[1 - on] };
  try {
    if (who) await community.get(ActOnIncident).execute(who, world.ids[on], input);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(['not_found', 'forbidden', 'invalid', 'unavailable']).toContain(error.kind);
  }
}

interface Row {
  readonly state: IncidentState;
  readonly worst: number;
  readonly decided: string | null;
  readonly seconded: string | null;
  readonly recused: readonly string[];
  readonly commanders: number;
  readonly overlaps: number;
  readonly run: string | null;
  readonly into: string | null;
}

async function expectOrder(id: IncidentId): Promise<void> {
  const [row] = await database.ownerQuery<Row>(STATE, [id]);
  if (!row) throw new Error('The incident is gone');
  const { state, worst, decided, seconded, recused, commanders, overlaps, run, into } = row;
  expect(overlaps).toBe(0);
  if (['confirmed', 'contained', 'resolved'].includes(state)) expect(commanders).toBe(1);
  else expect(commanders).toBeLessThanOrEqual(['new', 'triage'].includes(state) ? 1 : 0);
  if (['new', 'triage', 'confirmed', 'contained'].includes(state)) expect(run).not.toBeNull();
  if (['closed', 'dismissed', 'merged'].includes(state)) expect(run).toBeNull();
  if (['closed', 'dismissed'].includes(state) && worst <= 2) {
    expect(seconded).not.toBeNull();
    expect(decided).not.toBe(seconded);
  }
  expect(into === null).toBe(state !== 'merged');
  await expectOneEntryPerStep(id, state);
  for (const who of people.filter(({ staffId }) => recused.includes(staffId))) {
    await expect(community.get(ReadIncident).execute(who, id)).rejects.toBeInstanceOf(IncidentNotFound);
    for (const which of ['live', 'ended'] as const) {
      const { incidents } = await community.get(ListIncidents).execute(who, { which });
      expect(incidents.map((one) => one.id)).not.toContain(id);
    }
  }
}

const STATE = `
  SELECT i.state, i.worst_severity AS worst, i.decided_by AS decided, i.seconded_by AS seconded, i.recused,
      i.merged_into AS into,
      (SELECT count(*)::integer FROM incident_command c WHERE c.incident_id = i.id AND c.until_at IS NULL) AS commanders,
      (SELECT count(*)::integer FROM incident_command a JOIN incident_command b ON a.incident_id = b.incident_id
        AND a.from_at < b.from_at AND tstzrange(a.from_at, a.until_at) && tstzrange(b.from_at, b.until_at)
        WHERE a.incident_id = i.id) AS overlaps,
      (SELECT r.state FROM escalation_run r WHERE r.subject_id = i.id AND r.state <> 'ended' LIMIT 1) AS run
    FROM incident i WHERE i.id = $1`;

const MOVES = new Map(Object.entries(ACTS).map(([event, said]) => [said.slice('incident.'.length), event]));

/** The timeline replayed along the table ends where the incident stands, and the log tells of the same moves. */
async function expectOneEntryPerStep(id: IncidentId, state: IncidentState): Promise<void> {
  const events = await database.ownerQuery<{ kind: string }>(
    'SELECT kind FROM incident_event WHERE incident_id = $1 ORDER BY ordinal',
    [id],
  );
  const moves = events.flatMap(({ kind }) => MOVES.get(kind) ?? []) as IncidentEvent[];
  const end = moves.reduce<IncidentState | null>((at, event) => at && nextState(at, event), 'new');
  expect(end).toBe(state);
  const entries = await database.ownerQuery<{ act: string }>(
    `SELECT act FROM audit_entry WHERE object_id = $1 AND act LIKE 'incident.%' AND act <> 'incident.viewed'`,
    [id],
  );
  const inOrder = (kinds: readonly string[]) => [...kinds].sort();
  expect(inOrder(entries.map((entry) => entry.act.slice('incident.'.length)))).toEqual(
    inOrder(events.map(({ kind }) => kind)),
  );
}

it('has the same transitions in the database as in code, and nobody can change them', async () => {
  const rows = await database.ownerQuery(
    'SELECT from_state AS "from", event, to_state AS "to" FROM incident_transition ORDER BY 1, 2',
  );
  const order = (a: { from: string; event: string }, b: { from: string; event: string }) =>
    a.from.localeCompare(b.from) || a.event.localeCompare(b.event);
  expect((rows as { from: string; event: string }[]).toSorted(order)).toEqual([...TRANSITIONS].sort(order));
  await expect(database.ownerQuery(`DELETE FROM incident_transition`)).rejects.toThrow('is append-only');
});

it('keeps its order whatever four people do to two incidents, one after the other and at once', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (rounds) => {
      const world = await aWorld();
      for (const round of rounds) {
        database.clock.advance({ seconds: 1 });
        await Promise.all(round.map((what) => happen(world, what)));
        for (const id of world.ids) await expectOrder(id);
      }
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 240_000);

it.each([
  [
    'a step the table does not know',
    `state = 'closed', last_event = 'close', ended_at = now()`,
    'no incident goes from',
  ],
  ['a merge into itself', `state = 'merged', last_event = 'merge', merged_into = id, ended_at = now()`, ''],
  ['a triage without end', `state = 'triage', last_event = 'acknowledge'`, 'incident_triage_ends'],
])('the database refuses %s by itself', async (_what, change, said) => {
  const [id] = (await aWorld()).ids;
  await expect(database.ownerQuery(`UPDATE incident SET ${change} WHERE id = $1`, [id])).rejects.toThrow(
    said,
  );
});

it('the database refuses two commanders at once, none while it is confirmed, and a change after the end', async () => {
  const [id] = (await aWorld()).ids;
  const [lead, other] = people;
  if (!lead || !other) throw new Error('nobody');
  const acts = (...names: readonly IncidentActInput[]) =>
    names.reduce<Promise<unknown>>(
      (before, input) => before.then(() => community.get(ActOnIncident).execute(lead, id, input)),
      Promise.resolve(),
    );
  await acts({ act: 'acknowledge' }, { act: 'offer_command', person: lead.staffId }, { act: 'confirm' });
  const command = `INSERT INTO incident_command (organisation_id, incident_id, staff_id, from_at)
    SELECT organisation_id, id, $2, now() + interval '1 year' FROM incident WHERE id = $1`;
  await expect(database.ownerQuery(command, [id, other.staffId])).rejects.toThrow('incident_command_one');
  const left = 'UPDATE incident_command SET until_at = from_at WHERE incident_id = $1';
  await expect(database.ownerQuery(left, [id])).rejects.toThrow('commanded until it is closed');
  const [gone] = (await aWorld()).ids;
  await community.get(ActOnIncident).execute(lead, gone, { act: 'acknowledge' });
  await community.get(ActOnIncident).execute(lead, gone, { act: 'dismiss', reason: 'test' });
  for (const change of ['severity = 1', 'harm = harm || 1', `visibility = 'need_to_know'`])
    await expect(database.ownerQuery(`UPDATE incident SET ${change} WHERE id = $1`, [gone])).rejects.toThrow(
      'does not change',
    );
  await expect(database.ownerQuery('DELETE FROM incident WHERE id = $1', [id])).rejects.toThrow(
    'is not removed',
  );
});
