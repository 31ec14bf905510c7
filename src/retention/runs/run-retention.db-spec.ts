import { beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../kernel/ids.js';
import type { GroupId } from '../../kernel/ids.js';
import { aCommunity } from '../../../test/harness/community.js';
import { raiseFlag } from '../../../test/harness/raised-flags.js';
import { RunRetention } from './run-retention.js';
import { TellRetention } from './tell-retention.js';

const community = await aCommunity();
const { database, organisationId, founder } = community;
const retention = community.get(RunRetention);
const tell = community.get(TellRetention);
let groupId: GroupId;

beforeAll(async () => {
  groupId = await community.aGroup('Teachers North');
});

const daysAgo = (days: number) => new Date(database.clock.now().getTime() - days * 24 * 3_600_000);

async function aFlag(days: number, state: 'open' | 'decided' = 'decided'): Promise<string> {
  const { id } = await raiseFlag(community, { groupId });
  await database.ownerQuery(`SELECT app_ensure_partitions('flag', $1, $1)`, [daysAgo(days)]);
  await database.ownerQuery('UPDATE flag SET created_at = $2, state = $3 WHERE id = $1', [
    id,
    daysAgo(days),
    state,
  ]);
  return id;
}

async function messages(count: number, days: number): Promise<void> {
  await database.ownerQuery(`SELECT app_ensure_partitions('message', $1, $1)`, [daysAgo(days)]);
  await database.ownerQuery(
    `INSERT INTO message (id, organisation_id, group_id, member_id, channel_kind, sent_at, stored_at, state, forwarded,
       language, heat) SELECT gen_random_uuid(), $1, $2, $3, 'generic-webhook', $4, $4, 'sent', 'no', 'eng', 0
       FROM generate_series(1, $5)`,
    [organisationId, groupId, newId<'member'>(), daysAgo(days), count],
  );
}

async function seen(table: string, purpose = 'review'): Promise<string[]> {
  const context = { organisationId, actor: { kind: 'service', id: 'test' }, purpose } as const;
  const rows = await database.unitOfWork.run(context, (tx) =>
    tx.query<{ id: string }>(`SELECT id FROM ${table}`),
  );
  return rows.map(({ id }) => id);
}

async function there(table: string): Promise<string[]> {
  return (await database.ownerQuery<{ id: string }>(`SELECT id FROM ${table}`)).map(({ id }) => id);
}

async function run() {
  const outcome = await retention.execute(organisationId, { kind: 'service', id: 'test' });
  if (outcome.kind !== 'done') throw new Error('The run was not done');
  return outcome.run;
}

describe('What is over', () => {
  it('cannot be seen from that moment, and is gone with the next run', async () => {
    const [over, kept] = [await aFlag(31), await aFlag(29)];
    expect(await seen('flag')).toEqual([kept]);
    expect(await there('flag')).toContain(over);
    const { lines } = await run();
    expect(lines).toContainEqual({ class: 'flag', rows: 1, partitions: 0, failures: 0 });
    expect(await there('flag')).toEqual([kept]);
  });

  it('stays while nobody has decided, and while an incident needs it', async () => {
    const undecided = await aFlag(40, 'open');
    const [inLive, inEnded] = [await aFlag(40), await aFlag(40)];
    const incident = async (flag: string, endedDays: number | null) => {
      const [id, programme] = [newId<'incident'>(), community.programmeId];
      await database.ownerQuery(
        `INSERT INTO incident (id, organisation_id, programme_id, reference, harm, severity)
           VALUES ($1, $2, $3, $4, 'scam', 3)`,
        [id, organisationId, programme, id.slice(0, 8)],
      );
      await database.ownerQuery(
        `INSERT INTO incident_flag (organisation_id, incident_id, flag_id, message_id, group_id, member_id, level, sent_at,
           joined_by) VALUES ($1, $2, $3, $3, $4, $3, 'high', $5, 'opened')`,
        [organisationId, id, flag, groupId, daysAgo(40)],
      );
      if (endedDays === null) return;
      await database.ownerQuery('ALTER TABLE incident DISABLE TRIGGER USER');
      await database.ownerQuery(`UPDATE incident SET state = 'closed', ended_at = $2 WHERE id = $1`, [
        id,
        daysAgo(endedDays),
      ]);
      await database.ownerQuery('ALTER TABLE incident ENABLE TRIGGER USER');
    };
    await incident(inLive, null);
    await incident(inEnded, 91);
    const visible = await seen('flag');
    expect(visible).toEqual(expect.arrayContaining([undecided, inLive]));
    expect(visible).not.toContain(inEnded);
    await run();
    expect(new Set(await there('flag'))).toEqual(new Set(visible));
  });

  it('goes by partitions where those are wholly over, and only the rest row by row', async () => {
    await messages(700, 6);
    await messages(3, 3.1);
    await messages(2, 1);
    expect(await seen('message')).toHaveLength(2);
    const { lines } = await run();
    const line = lines.find((one) => one.class === 'message');
    expect(line?.partitions).toBeGreaterThan(0);
    expect(line?.rows).toBe(3);
    expect(await there('message')).toHaveLength(2);
  });

  it('follows a changed keep at once, which stays within its bounds', async () => {
    await messages(1, 2.5);
    expect(await seen('message')).toHaveLength(3);
    expect(await tell.keep(founder, 'message', 2)).toEqual({ kind: 'kept' });
    expect(await seen('message')).toHaveLength(2);
    expect(await tell.keep(founder, 'message', 31)).toMatchObject({
      reason: 'out-of-bounds',
      details: { cap: 30 },
    });
    expect(await tell.keep(founder, 'nothing', 3)).toMatchObject({ reason: 'no-such-class' });
    await expect(
      database.ownerQuery(
        `INSERT INTO retention_setting (organisation_id, class, keep_days, changed_by) VALUES ($1, 'flag', 5000, 'x')`,
        [organisationId],
      ),
    ).rejects.toThrow('no keep of 5000 days for flag');
  });
});

describe('A run', () => {
  it('that was cut off is gone on with by another, and its record counts every row once', async () => {
    for (let i = 0; i < 3; i += 1) await aFlag(60);
    await messages(1200, 2.9);
    let batches = 0;
    const goOn = () => (batches += 1) < 3;
    const context = { kind: 'staff', id: founder.staffId } as const;
    expect(await retention.execute(organisationId, context, goOn)).toEqual({ kind: 'under_way' });
    const { lines, askedBy } = await run();
    expect(askedBy).toBe(`staff:${founder.staffId}`);
    const rowsOf = (name: string) => lines.find((one) => one.class === name)?.rows;
    expect([rowsOf('message'), rowsOf('flag')]).toEqual([1201, 3]);
  });

  it('is one at a time: who asks while another works is told so, until that one is silent for two minutes', async () => {
    expect(await tell.askForRun(founder)).toBe(true);
    expect(await tell.askForRun(founder)).toBe(false);
    await database.ownerQuery('UPDATE retention_run SET held_until = $1 WHERE finished_at IS NULL', [
      new Date(database.clock.now().getTime() + 60_000),
    ]);
    expect(await retention.execute(organisationId, { kind: 'service', id: 'test' })).toEqual({
      kind: 'under_way',
    });
    database.clock.advance({ minutes: 2 });
    expect(await retention.step()).toBe(true);
    expect(await retention.step()).toBe(false);
  });

  it('comes once a day by itself, and is on record', async () => {
    database.clock.advance({ days: 1 });
    expect(await retention.step()).toBe(true);
    expect(await retention.step()).toBe(false);
    const [latest] = await tell.history(founder);
    expect(latest).toMatchObject({ askedBy: 'service:retention', finishedAt: database.clock.now() });
    const entries = await database.ownerQuery(`SELECT FROM audit_entry WHERE act = 'retention.ran'`);
    expect(entries.length).toBe((await tell.history(founder)).length);
  });

  it('leaves nothing that could not be seen, in any table', async () => {
    const standings = await tell.classes(founder);
    expect(standings.filter(({ over }) => over > 0)).toEqual([]);
    expect(standings.length).toBeGreaterThan(15);
  });

  it('does not touch what allows the reading now, however old', async () => {
    const event = (days: number, kind: 'recorded' | 'withdrawn') =>
      database.ownerQuery(
        `INSERT INTO objection_event (id, organisation_id, member_id, at, event, method, expressed_by, receipt_hash,
           recorded_by) VALUES (gen_random_uuid(), $1, $2, $3, $4, 'paper', 'self', '', 'staff:x')`,
        [organisationId, founder.staffId, daysAgo(days), kind === 'recorded' ? 'opted_out' : 'opted_in'],
      );
    await event(2500, 'recorded');
    await event(2000, 'withdrawn');
    await event(1500, 'recorded');
    await run();
    const left = await database.ownerQuery<{ event: string }>('SELECT event FROM objection_event');
    expect(left).toEqual([{ event: 'opted_out' }]);
  });
});
