import { beforeAll, describe, expect, it } from '@jest/globals';
import { RecordObjection } from '../../src/consent/index.js';
import { Examiner } from '../../src/detection/index.js';
import type { Examination } from '../../src/detection/index.js';
import { ReceiveDelivery, ReopenMessages } from '../../src/intake/index.js';
import type { FlagId, GroupId, MemberId } from '../../src/kernel/ids.js';
import { ReadMessagesAgain } from '../../src/pipeline/again/read-messages-again.js';
import { ReadAgainDue } from '../../src/pipeline/index.js';
import { HealthRegistry } from '../../src/platform/health/index.js';
import { JsonLogger } from '../../src/platform/logging/index.js';
import { ClaimFlag, DecideFlag, ListFlags, ReadFlag, ReleaseClaim } from '../../src/review/index.js';
import { anExaminerWithModel } from '../harness/breakable-model.js';
import { aService } from '../harness/service.js';
import { aNeighbourhood, signatureOf, walkAll } from './neighbourhood.js';
import type { Neighbourhood } from './neighbourhood.js';

const service = await aService({ environment: { MLINZI_WORKERS_IN_PROCESS: 'false' } });
const { app, database, clock } = service;
const { model, examiner } = anExaminerWithModel('lantern');

let here: Neighbourhood;
let groupId: GroupId;
let channel: Awaited<ReturnType<Neighbourhood['aChannelFor']>>;
let sent = 0;

beforeAll(async () => {
  examineWithModel();
  here = await aNeighbourhood(app, () => clock.now());
  groupId = await here.aScannedGroup('Nairobi_Teachers_Group1');
  channel = await here.aChannelFor('teachers', groupId);
});

const HARMLESS = 'Good morning everybody, the lesson starts at nine in the small room';
const HARMFUL = 'Tomorrow evening we light the lantern at the house of the teacher';

/** One message of somebody new, walked; answers which one it is. */
async function say(text: string): Promise<{ readonly id: string; readonly memberId: MemberId }> {
  sent += 1;
  const sentAt = new Date(clock.now().getTime() - 60_000 + sent).toISOString();
  const messages = [{ id: `m${sent}`, sender: { handle: `person-${sent}` }, sentAt, text }];
  const body = JSON.stringify({ id: `d${sent}`, group: 'teachers', messages });
  const headers = signatureOf(body, channel.secret, clock.now());
  await app.get(ReceiveDelivery).execute(channel.id, { body: Buffer.from(body), headers });
  await walkAll(app);
  const [row] = await database.ownerQuery<{ id: string; memberId: MemberId }>(
    'SELECT id, member_id AS "memberId" FROM message ORDER BY sent_at DESC LIMIT 1',
  );
  if (!row) throw new Error('Nothing was walked');
  return row;
}

/** The same while the model cannot be used. */
async function sayUnread(text: string) {
  model.broken = true;
  const message = await say(text);
  model.broken = false;
  return message;
}

function examineWithModel(): void {
  app.get(Examiner).examine = (batch, material) => examiner.examine(batch, material);
}

interface Flag {
  readonly id: FlagId;
  readonly state: string;
  readonly outcome: string;
  readonly harm: string | null;
  readonly level: string;
  readonly again: boolean;
}

function flagsOf(message: { readonly id: string }): Promise<Flag[]> {
  return database.ownerQuery<Flag>(
    'SELECT id, state, outcome, harm, level, read_again_at IS NOT NULL AS again FROM flag WHERE message_id = $1',
    [message.id],
  );
}

async function flagOf(message: { readonly id: string }): Promise<Flag> {
  const [flag] = await flagsOf(message);
  if (!flag) throw new Error('The message was not flagged');
  return flag;
}

async function actsOn(id: string): Promise<readonly string[]> {
  const rows = await database.ownerQuery<{ act: string }>(
    `SELECT act FROM audit_entry WHERE object_id = $1 AND actor_kind = 'service' ORDER BY at`,
    [id],
  );
  return rows.map(({ act }) => act);
}

/** Time enough for any pause or lease to have passed; then whatever waits is tried. */
async function letItTry(round = app.get(ReadAgainDue)): Promise<void> {
  clock.advance({ minutes: 11 });
  while (await round.step());
}

async function waiting(): Promise<unknown> {
  const { checks } = await app.get(HealthRegistry).report();
  return checks['read-again'];
}

const NOTED = { kind: 'note', note: null, harm: null, copies: false } as const;

describe('A message that arrives while the model cannot be used', () => {
  it('is flagged as not sure and waits, and health says how many do', async () => {
    const [harmless, harmful] = [await sayUnread(HARMLESS), await sayUnread(HARMFUL)];
    for (const message of [harmless, harmful])
      expect(await flagOf(message)).toMatchObject({ state: 'open', outcome: 'not_sure', again: false });
    expect(await waiting()).toEqual({ state: 'degraded', details: { waiting: 2 } });
  });

  it('goes on waiting while the model stays broken, and nothing is said of it', async () => {
    model.broken = true;
    await letItTry();
    model.broken = false;
    expect(await waiting()).toEqual({ state: 'degraded', details: { waiting: 2 } });
    expect(await database.ownerQuery(`SELECT FROM flag WHERE read_again_at IS NOT NULL`)).toEqual([]);
  });

  it('is judged when the model is back: a threat becomes an incident, what is nothing is withdrawn', async () => {
    const harmless = await sayUnread(HARMLESS);
    const harmful = await sayUnread(HARMFUL);
    await letItTry();
    expect(await waiting()).toEqual({ state: 'up', details: { waiting: 0 } });
    const [quiet, loud] = [await flagOf(harmless), await flagOf(harmful)];
    expect(quiet).toMatchObject({ state: 'withdrawn', outcome: 'judged', harm: null, again: true });
    expect(loud).toMatchObject({ state: 'open', outcome: 'judged', harm: 'threat', level: 'critical' });
    expect(await actsOn(quiet.id)).toEqual(['flag.withdrawn']);
    expect(await actsOn(loud.id)).toEqual(['flag.reassessed']);
    const incidents = await database.ownerQuery('SELECT FROM incident_flag WHERE flag_id = $1', [loud.id]);
    expect(incidents).toHaveLength(1);
    const view = await app.get(ReadFlag).execute(here.founder, quiet.id);
    expect([view.state, view.readAgainAt, view.doubts]).toEqual(['withdrawn', clock.now(), []]);
    const { flags } = await app.get(ListFlags).execute(here.founder, { state: 'withdrawn' }, null);
    expect(flags.map(({ id }) => id)).toContain(quiet.id);
    expect(flags.map(({ id }) => id)).not.toContain(loud.id);
  });

  it('changes nothing when it is tried once more, and is counted once in every memory', async () => {
    const look = () =>
      database.ownerQuery(
        `SELECT (SELECT count(*) FROM flag) AS flags, (SELECT count(*) FROM sighting) AS sightings,
           (SELECT count(*) FROM member_name) AS names, (SELECT count(*) FROM message) AS messages,
           (SELECT count(*) FROM incident_flag) AS joined, (SELECT sum(messages) FROM refusal_count) AS refused,
           (SELECT count(*) FROM audit_entry WHERE act LIKE 'flag.%') AS acts`,
      );
    const message = await sayUnread(HARMFUL);
    const [before] = (await look()) as { sightings: string }[];
    await letItTry();
    const [after] = (await look()) as { sightings: string }[];
    expect(after?.sightings).toBe(before?.sightings);
    await letItTry();
    expect(await look()).toEqual([after]);
    expect(await flagsOf(message)).toHaveLength(1);
  });

  it('warms the conversation that others are read in', async () => {
    const message = await sayUnread(HARMFUL);
    const heat = async () => {
      const rows = await database.ownerQuery<{ heat: number }>('SELECT heat FROM message WHERE id = $1', [
        message.id,
      ]);
      return rows[0]?.heat ?? -1;
    };
    expect(await heat()).toBe(0);
    await letItTry();
    expect(await heat()).toBeGreaterThan(0.9);
  });

  it('is flagged for the first time when nobody had been asked about it', async () => {
    const message = await sayUnread(HARMFUL);
    // As the walk leaves a message that only a detector without a doubt of its own had failed on.
    await database.ownerQuery('DELETE FROM flag WHERE message_id = $1', [message.id]);
    await letItTry();
    expect(await flagsOf(message)).toMatchObject([{ state: 'open', harm: 'threat', level: 'critical' }]);
  });
});

describe('People and the second reading', () => {
  it('leave each other alone: what somebody holds stays theirs, and waits until they let go', async () => {
    const message = await sayUnread(HARMLESS);
    const { id } = await flagOf(message);
    clock.advance({ minutes: 11 });
    await app.get(ClaimFlag).execute(here.founder, id);
    while (await app.get(ReadAgainDue).step());
    expect(await flagOf(message)).toMatchObject({ state: 'open', outcome: 'not_sure', again: false });
    expect(await waiting()).toMatchObject({ details: { waiting: 1 } });
    await app.get(ReleaseClaim).execute(here.founder, id);
    await letItTry();
    expect(await flagOf(message)).toMatchObject({ state: 'withdrawn' });
  });

  it('never argue about what a person decided', async () => {
    const message = await sayUnread(HARMFUL);
    const { id } = await flagOf(message);
    await app.get(DecideFlag).execute(here.founder, id, NOTED);
    await letItTry();
    expect(await flagOf(message)).toMatchObject({ state: 'decided', outcome: 'not_sure', again: false });
    expect(await waiting()).toMatchObject({ details: { waiting: 0 } });
  });

  it('may disagree: what the service withdrew can still be decided', async () => {
    const message = await sayUnread(HARMLESS);
    await letItTry();
    const { id } = await flagOf(message);
    expect(await app.get(DecideFlag).execute(here.founder, id, NOTED)).toMatchObject({ kind: 'decided' });
    expect(await flagOf(message)).toMatchObject({ state: 'decided' });
  });

  it('never read whoever objected meanwhile', async () => {
    const message = await sayUnread(HARMFUL);
    const asked = model.asked.length;
    await app.get(RecordObjection).execute(here.founder, {
      memberId: message.memberId,
      groupId: null,
      event: 'opted_out',
      method: 'message',
      expressedBy: 'self',
    });
    await letItTry();
    expect(model.asked.slice(asked)).toEqual([]);
    expect(await flagOf(message)).toMatchObject({ state: 'open', outcome: 'not_sure', again: false });
    expect(await waiting()).toMatchObject({ details: { waiting: 0 } });
  });

  it('read nothing that is over', async () => {
    const message = await sayUnread(HARMFUL);
    const asked = model.asked.length;
    clock.advance({ days: 3, minutes: 1 });
    expect(await waiting()).toMatchObject({ details: { waiting: 0 } });
    await letItTry();
    expect(model.asked.slice(asked)).toEqual([]);
    expect(await flagOf(message)).toMatchObject({ outcome: 'not_sure', again: false });
  });
});

describe('A worker that dies between reading and keeping', () => {
  it('leaves the message to the next, and changes nothing should it come back', async () => {
    await database.preparePartitions();
    const message = await sayUnread(HARMFUL);
    const [reached, goOn] = [aGate(), aGate()];
    app.get(Examiner).examine = async (batch, material): Promise<Examination> => {
      const examination = await examiner.examine(batch, material);
      reached.open();
      await goOn.opened;
      return examination;
    };
    clock.advance({ minutes: 11 });
    const stuck = app.get(ReadAgainDue).step();
    await reached.opened;
    examineWithModel();
    expect(await waiting()).toMatchObject({ details: { waiting: 1 } });
    const next = anotherWorker();
    expect(await next.step()).toBe(false);
    await letItTry(next);
    const [flag] = await flagsOf(message);
    expect(flag).toMatchObject({ harm: 'threat', again: true });
    goOn.open();
    await stuck;
    expect(await flagsOf(message)).toEqual([flag]);
    expect(await actsOn(flag?.id ?? '')).toEqual(['flag.reassessed']);
  });
});

describe('A message on which a detector always fails', () => {
  it('waits alone in the end, and keeps nobody else waiting', async () => {
    const others = [await sayUnread(HARMLESS), await sayUnread(HARMLESS), await sayUnread(HARMFUL)];
    const poison = await sayUnread('Here is the thorn that no model of this kind can swallow');
    model.poison = 'thorn';
    for (let tries = 0; tries < 12; tries += 1) await letItTry();
    for (const other of others) expect(await flagOf(other)).toMatchObject({ outcome: 'judged', again: true });
    expect(await flagOf(poison)).toMatchObject({ state: 'open', outcome: 'not_sure', again: false });
    expect(await waiting()).toMatchObject({ details: { waiting: 1 } });
    model.poison = null;
    await letItTry();
    expect(await flagOf(poison)).toMatchObject({ state: 'withdrawn' });
  });
});

describe('A model that could not be loaded', () => {
  it('is loaded once more, seldom and seldomer, and no message is taken before that went well', async () => {
    const message = await sayUnread(HARMLESS);
    let [tries, isBack] = [0, false];
    const worker = anotherWorker({
      models: () => ({ state: isBack ? 'ready' : 'unusable' }),
      renew: () => Promise.resolve(void (tries += 1)),
    });
    for (const [seconds, tried] of [
      [0, 1],
      [15, 1],
      [15, 2],
      [45, 2],
      [15, 3],
    ] as const) {
      clock.advance({ seconds });
      expect(await worker.step()).toBe(false);
      expect(tries).toBe(tried);
    }
    isBack = true;
    clock.advance({ seconds: 15 });
    expect(await worker.step()).toBe(true);
    expect(await flagOf(message)).toMatchObject({ state: 'withdrawn' });
  });
});

function aGate(): { readonly opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

function anotherWorker(examining: Partial<Examiner> = {}): ReadAgainDue {
  return new ReadAgainDue(
    clock,
    app.get(ReopenMessages),
    app.get(ReadMessagesAgain),
    Object.assign(Object.create(app.get(Examiner)) as Examiner, examining),
    app.get(JsonLogger),
  );
}
