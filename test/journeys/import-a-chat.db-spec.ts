import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { RecordObjection, WithdrawBasis } from '../../src/consent/index.js';
import { ReadImport } from '../../src/intake/index.js';
import type { GroupId, ImportId, MemberId } from '../../src/kernel/ids.js';
import { whatsAppExport } from '../factories/traffic.js';
import { aService } from '../harness/service.js';
import { aNeighbourhood, bring, examineInline, walkAll } from './neighbourhood.js';
import type { Neighbourhood } from './neighbourhood.js';

const service = await aService({ environment: { MLINZI_WORKERS_IN_PROCESS: 'false' } });
const { app, database, clock, home } = service;

let here: Neighbourhood;
let groups = 0;

beforeAll(async () => {
  examineInline(app);
  here = await aNeighbourhood(app, () => clock.now());
});

const report = (id: ImportId) => app.get(ReadImport).execute(here.founder, id);

function scannedGroup(): Promise<GroupId> {
  groups += 1;
  return here.aScannedGroup(`Nairobi_Teachers_Group${groups}`);
}

/** Everything an import may have changed for good, as numbers. */
async function standing(groupId: GroupId) {
  const [counts] = await database.ownerQuery<Record<string, string>>(
    `SELECT (SELECT count(*) FROM message WHERE group_id = $1) AS messages,
       (SELECT count(*) FROM flag WHERE group_id = $1) AS flags,
       (SELECT count(DISTINCT message_id) FROM flag WHERE group_id = $1) AS flagged,
       (SELECT count(*) FROM message_identity) AS identities,
       (SELECT count(*) FROM member) AS members,
       (SELECT count(*) FROM sighting WHERE group_id = $1) AS sightings`,
    [groupId],
  );
  return Object.fromEntries(Object.entries(counts ?? {}).map(([name, count]) => [name, Number(count)]));
}

const aTelegramChat = (id: number, type: string) => ({
  name: `Chat ${id}`,
  type,
  id,
  messages: [
    { id: 1, type: 'message', date: '2026-03-01T09:00:00', from: 'Amina', from_id: 'user1', text: 'Habari' },
  ],
});
const ACCOUNT = JSON.stringify({
  about: 'x',
  chats: { list: [aTelegramChat(1, 'private_group'), aTelegramChat(2, 'personal_chat')] },
});

describe('an exported chat', () => {
  it('is accepted over HTTP, walked, and flags what a coordinator has to see', async () => {
    const groupId = await scannedGroup();
    const text = whatsAppExport({ messages: 1_200, seed: 7 });
    const accepted = await request(service.address)
      .post(`/api/v1/groups/${groupId}/imports`)
      .set(here.headers)
      .field('timezone', 'UTC')
      .field('dateOrder', 'dmy')
      .attach('file', Buffer.from(text), 'WhatsApp Chat with Teachers.txt');
    expect(accepted.status).toBe(202);
    const { id } = accepted.body as { id: ImportId };
    expect(await report(id)).toMatchObject({
      messages: 1_200,
      walked: 0,
      finishedAt: null,
      quarantined: 0,
      members: 40,
    });
    await walkAll(app);
    const read = await request(service.address).get(`/api/v1/imports/${id}`).set(here.headers);
    expect(read.body).toMatchObject({
      walked: 1_200,
      duplicates: 0,
      refused: 0,
      dead: 0,
      fileName: 'WhatsApp Chat with Teachers.txt',
    });
    const { flagged } = read.body as { flagged: number };
    expect(flagged).toBeGreaterThan(0);
    expect(await standing(groupId)).toMatchObject({ messages: 1_200, flags: flagged, flagged });
    expect(await readdir(join(home, 'spool'))).toEqual([]);
  });

  it('brought a second time, or again with more at its end, adds only what is new', async () => {
    const groupId = await scannedGroup();
    const text = whatsAppExport({ messages: 700, seed: 8 });
    const lines = text.split('\n');
    await bring(app, here.founder, { groupId, text: lines.slice(0, 500).join('\n') });
    await walkAll(app);
    const before = await standing(groupId);
    const again = await bring(app, here.founder, { groupId, text: lines.slice(0, 500).join('\n') });
    await walkAll(app);
    expect(await standing(groupId)).toEqual(before);
    expect(await report(again.id)).toMatchObject({ walked: 500, duplicates: 500, flagged: 0 });
    const longer = await bring(app, here.founder, { groupId, text: lines.slice(300).join('\n') });
    await walkAll(app);
    expect(await report(longer.id)).toMatchObject({ walked: 400, duplicates: 200 });
    expect((await standing(groupId)).messages).toBe(700);
  });

  it('has the same people in it twice when the same names write in two groups, and once for the same numbers', async () => {
    const [one, two] = [await scannedGroup(), await scannedGroup()];
    const text = [
      '01/02/2025, 10:00 - Amina: Habari',
      '01/02/2025, 10:01 - +254 700 000001: Nzuri',
      '01/02/2025, 10:02 - Amina: Karibu',
    ].join('\n');
    await bring(app, here.founder, { groupId: one, text });
    await bring(app, here.founder, { groupId: two, text });
    await walkAll(app);
    const members = await database.ownerQuery<{ members: string }>(
      'SELECT count(DISTINCT member_id) AS members FROM message WHERE group_id = ANY($1)',
      [[one, two]],
    );
    expect(Number(members[0]?.members)).toBe(3);
  });

  it('keeps no readable word of anybody, nor their names, in the database', async () => {
    const groupId = await scannedGroup();
    const text = '01/02/2025, 10:00 - Zuhura: kitunguu saumu ni dawa\n';
    await bring(app, here.founder, { groupId, text });
    await walkAll(app);
    const [dump] = await database.ownerQuery<{ dump: string }>(
      `SELECT string_agg(m::text, '') || (SELECT string_agg(a::text, '') FROM member_alias a)
         || (SELECT string_agg(e::text, '') FROM audit_entry e) AS dump FROM message m`,
    );
    for (const secret of ['kitunguu', 'Zuhura']) {
      expect(dump?.dump).not.toContain(secret);
      expect(dump?.dump).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  it('is refused before it is stored when nobody decided that the group may be read', async () => {
    groups += 1;
    const groupId = await here.aGroup(`Nairobi_Teachers_Group${groups}`);
    const refused = await request(service.address)
      .post(`/api/v1/groups/${groupId}/imports`)
      .set(here.headers)
      .attach('file', Buffer.from(whatsAppExport({ messages: 10 })), 'chat.txt');
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'INTAKE.NO_BASIS' });
    expect(await database.ownerQuery('SELECT FROM import WHERE group_id = $1', [groupId])).toEqual([]);
  });

  it.each([
    ['nothing', '', 400, 'INTAKE.EMPTY'],
    ['a picture', '\x89PNG\0\0\0\0', 400, 'INTAKE.BINARY'],
    ['a shopping list', 'tea\nsugar\n', 400, 'INTAKE.UNKNOWN_FORMAT'],
    ['half an archive', 'PK\x03\x04 and nothing', 400, 'INTAKE.BROKEN_ARCHIVE'],
    ['a whole account with private chats', ACCOUNT, 400, 'INTAKE.SEVERAL_CHATS'],
  ])(
    'that is really %s is refused with the reason, and nothing of it stays',
    async (...[, bytes, status, code]) => {
      const groupId = await scannedGroup();
      const refused = await request(service.address)
        .post(`/api/v1/groups/${groupId}/imports`)
        .set(here.headers)
        .attach('file', Buffer.from(bytes, 'latin1'), 'chat.txt');
      expect(refused.body).toMatchObject({ status, code });
      expect(await database.ownerQuery('SELECT FROM import WHERE group_id = $1', [groupId])).toEqual([]);
      expect(await readdir(join(home, 'spool'))).toEqual([]);
    },
  );

  it('is dropped and only counted where a member objected between accepting and walking', async () => {
    const groupId = await scannedGroup();
    await bring(app, here.founder, { groupId, text: '01/02/2025, 09:00 - Amina: Habari\n' });
    await walkAll(app);
    const [amina] = await database.ownerQuery<{ member_id: MemberId }>(
      'SELECT member_id FROM message WHERE group_id = $1',
      [groupId],
    );
    if (!amina) throw new Error('Amina was not walked');
    const text = '01/02/2025, 10:00 - Amina: Siri yangu\n01/02/2025, 10:01 - Musa: Habari\n';
    const { id } = await bring(app, here.founder, { groupId, text });
    await app.get(RecordObjection).execute(here.founder, {
      memberId: amina.member_id,
      groupId,
      event: 'opted_out',
      method: 'message',
      expressedBy: 'self',
    });
    await walkAll(app);
    expect(await report(id)).toMatchObject({ walked: 2, refused: 1 });
    expect((await standing(groupId)).messages).toBe(2);
    const counted = await database.ownerQuery(
      'SELECT reason, messages FROM refusal_count WHERE group_id = $1',
      [groupId],
    );
    expect(counted).toEqual([{ reason: 'member_opted_out', messages: '1' }]);
  });

  it('waiting when the group withdraws its basis is dropped whole, without a member or a message being made', async () => {
    const groupId = await scannedGroup();
    const before = await standing(groupId);
    const { id } = await bring(app, here.founder, {
      groupId,
      text: whatsAppExport({ messages: 30, seed: 9 }),
    });
    await app.get(WithdrawBasis).execute(here.founder, groupId);
    await walkAll(app);
    expect(await report(id)).toMatchObject({ walked: 30, refused: 30, flagged: 0 });
    expect(await standing(groupId)).toEqual(before);
  });

  it('comes again after a walk that failed halfway, and is then walked once', async () => {
    const groupId = await scannedGroup();
    const { id } = await bring(app, here.founder, {
      groupId,
      text: whatsAppExport({ messages: 40, seed: 10 }),
    });
    await database.ownerQuery('ALTER TABLE message RENAME TO message_away');
    await walkAll(app);
    await database.ownerQuery('ALTER TABLE message_away RENAME TO message');
    clock.advance({ minutes: 5 });
    await walkAll(app);
    expect(await report(id)).toMatchObject({ walked: 40, dead: 0 });
  });
});
