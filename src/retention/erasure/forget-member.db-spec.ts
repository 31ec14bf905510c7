import { beforeAll, describe, expect, it } from '@jest/globals';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { newId } from '../../kernel/ids.js';
import type { GroupId, MemberId } from '../../kernel/ids.js';
import { pseudonymOf } from '../../kernel/pseudonym.js';
import { Clock } from '../../kernel/clock.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { dataMap } from '../map/read-data-map.js';
import { aCommunity } from '../../../test/harness/community.js';
import { raiseFlag } from '../../../test/harness/raised-flags.js';
import { hashOf } from './erasure.js';
import { ErasureRepository } from './erasure.repository.js';
import { FindMember } from './find-member.js';
import { ForgetMember } from './forget-member.js';
import { ForgottenJournal } from './journal.js';
import { KeepForgotten } from './keep-forgotten.js';
import { MemberStores } from './member-stores.repository.js';
import { RecordErasure } from './record-erasure.js';
import { TellErasures } from './tell-erasures.js';

/** Where a sealed text belongs; what is compared here are bytes, so one place does. */
const FLAG_TEXT_BINDING = 'flag.text_ciphertext';

const community = await aCommunity();
const { database, vault, organisationId, founder } = community;
const forget = community.get(ForgetMember);
const keep = community.get(KeepForgotten);
let groupId: GroupId;

beforeAll(async () => {
  groupId = await community.aGroup('Teachers North');
});

interface Person {
  readonly id: MemberId;
  readonly flagId: string;
  /** In hex, as they lie in the database. */
  readonly traces: readonly string[];
}

/** Somebody about whom there is something in every store that may have something. */
async function somebody(): Promise<Person> {
  const { id: flagId, memberId: id } = await raiseFlag(community, { groupId, sketch: 77n });
  const [index, name] = [newId(), newId()].map((one) => Buffer.from(one));
  const keys = await vault.keyring(organisationId, [id]);
  const sealed = (text: string) => Buffer.from(keys.seal(id, text, FLAG_TEXT_BINDING));
  const [handle, words, note] = [sealed('+254700000001'), sealed('Tuma pesa'), sealed('he asked twice')];
  const now = database.clock.now();
  await database.ownerQuery('INSERT INTO member_alias VALUES ($1, $2, $3, $4, $5)', [
    ...[organisationId, index, id, 'whatsapp-export', handle],
  ]);
  await database.ownerQuery('INSERT INTO member_name VALUES ($1, $2, $3, $4, $5, $5)', [
    ...[organisationId, groupId, id, name, now],
  ]);
  await database.ownerQuery('INSERT INTO member_join VALUES ($1, $2, $3, $4)', [
    organisationId,
    groupId,
    id,
    now,
  ]);
  await database.ownerQuery(
    `INSERT INTO message (id, organisation_id, group_id, member_id, channel_kind, sent_at, stored_at, state, forwarded,
       language, heat, text_ciphertext)
       VALUES (gen_random_uuid(), $1, $2, $3, 'generic-webhook', $4, $4, 'sent', 'no', 'eng', 0, $5)`,
    [organisationId, groupId, id, now, words],
  );
  await database.ownerQuery(
    `INSERT INTO decision (id, organisation_id, flag_id, programme_id, group_id, member_id, kind, via, batch_id,
       decided_by, decided_at, sketch, note_ciphertext)
       VALUES ($1, $2, $1, $3, $4, $5, 'note', 'incident', $1, $6, $7, 77, $8)`,
    [newId(), organisationId, community.programmeId, groupId, id, founder.staffId, now, note],
  );
  await database.unitOfWork.run(workOf(founder, 'test'), (tx) =>
    community.get<AuditTrail>(AuditTrail).record(tx, {
      act: 'member.unmasked',
      object: { kind: 'member', id },
      outcome: 'done',
      personal: { subject: id, values: { reason: 'a mother asked' } },
    }),
  );
  const hex = [index, name, handle, words, note].map((bytes) => bytes?.toString('hex') ?? '');
  return { id, flagId, traces: hex };
}

/** Every row of every table as text. */
async function everything(): Promise<string> {
  const tables = dataMap().classes.flatMap((one) => one.tables.map(({ table }) => table));
  const texts = await Promise.all(
    tables.map((table) =>
      database.ownerQuery<{ text: string | null }>(`SELECT string_agg(t::text, ' ') AS text FROM ${table} t`),
    ),
  );
  return texts.map(([row]) => row?.text ?? '').join('\n');
}

async function left(id: MemberId): Promise<number> {
  const lines = await database.unitOfWork.run(
    { organisationId, actor: { kind: 'service', id: 'test' }, purpose: 'forget' },
    (tx) => community.get(MemberStores).readAgain(tx, id),
  );
  return lines.reduce((sum, { legible }) => sum + legible, 0);
}

const request = (memberId: MemberId) => ({ organisationId, memberId, ground: 'own_wish' }) as const;
const dpo = { kind: 'staff', id: founder.staffId } as const;

describe('Forgetting a member', () => {
  it('leaves no trace of them in any row of any table, and a random id that means nobody', async () => {
    const [person, other] = [await somebody(), await somebody()];
    expect(await left(person.id)).toBeGreaterThan(5);
    const { receipt } = await forget.execute(request(person.id), dpo);
    const all = await everything();
    expect(person.traces.filter((trace) => all.includes(trace))).toEqual([]);
    expect(other.traces.filter((trace) => !all.includes(trace))).toEqual([]);
    expect(await left(person.id)).toBe(0);
    const keys = await vault.keyring(organisationId, [person.id]);
    expect(() => keys.seal(person.id, 'x', FLAG_TEXT_BINDING)).toThrow();
    const level = (table: string) => receipt?.stores.find((line) => line.table === table);
    expect(level('member_alias')).toEqual({ table: 'member_alias', level: 'deleted', rows: 1, remaining: 0 });
    expect(level('flag')).toEqual({ table: 'flag', level: 'cleared', rows: 1, remaining: 1 });
    expect(level('erasure')).toMatchObject({ level: 'random_id', remaining: 1 });
  });

  it('answers with one receipt, whose hash stands in the log, however often it is asked for', async () => {
    const { id } = await somebody();
    const first = await forget.execute(request(id), dpo);
    const again = await community.get(TellErasures).ask(founder, id, 'guardian');
    expect(again).toEqual(first);
    if (!first.receipt) throw new Error('There is no receipt');
    expect(hashOf(first.receipt)).toBe(first.receiptHash);
    const entries = await database.ownerQuery(
      `SELECT details ->> 'receipt' AS receipt FROM audit_entry WHERE act = 'subject.erased' AND object_id = $1`,
      [id],
    );
    expect(entries).toEqual([{ receipt: first.receiptHash }]);
  });

  it('is refused for who is not of this organisation', async () => {
    await expect(forget.execute(request(newId<'member'>()), dpo)).rejects.toThrow(
      'There is no such member here.',
    );
  });

  it('finds them by pseudonym, by flag and by id, and shows no handle', async () => {
    const { id, flagId } = await somebody();
    const find = (asked: string) => community.get(FindMember).execute(founder, asked);
    const [found] = await find(flagId);
    expect(found).toEqual({
      ...{ memberId: id, pseudonym: pseudonymOf(id), groups: ['Teachers North'], flags: 1 },
      since: expect.any(Date) as unknown,
    });
    expect(await find(pseudonymOf(id).toLowerCase())).toContainEqual(found);
    expect(await find(id)).toEqual([found]);
    expect(await find('Amina')).toEqual([]);
  });
});

/** Ends at the `at`-th thing it is asked to do, as a process does that is killed. */
class Killed extends Error {}

function killedAt(at: number): { forget: ForgetMember; survived: () => boolean } {
  let steps = 0;
  const count = () => {
    steps += 1;
    if (steps === at) throw new Killed();
  };
  const uow = new (class extends UnitOfWork {
    async run<T>(context: WorkContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
      count();
      const done = await database.unitOfWork.run(context, work);
      count();
      return done;
    }
  })();
  const real = community.get(ForgottenJournal);
  const journal = Object.assign(Object.create(real) as ForgottenJournal, {
    write: async (line: Parameters<ForgottenJournal['write']>[0]) => {
      count();
      await real.write(line);
      count();
    },
  });
  const dying = Object.assign(Object.create(vault) as typeof vault, {
    destroyKey: async (organisation: typeof organisationId, subject: string) => {
      count();
      const had = await vault.destroyKey(organisation, subject);
      count();
      return had;
    },
  });
  const erasures = community.get(ErasureRepository);
  const record = new RecordErasure(
    community.get<Clock>(Clock),
    erasures,
    community.get<AuditTrail>(AuditTrail),
  );
  const made = new ForgetMember(uow, erasures, community.get(MemberStores), journal, dying, record);
  return { forget: made, survived: () => steps < at };
}

describe('An erasure', () => {
  it('that was killed at any step is finished by whoever comes next, and its receipt counts everything', async () => {
    for (let at = 1; ; at += 1) {
      const { id } = await somebody();
      const dying = killedAt(at);
      await dying.forget.execute(request(id), dpo).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      const intended = await database.ownerQuery('SELECT FROM erasure WHERE member_id = $1', [id]);
      if (intended.length === 0) await forget.execute(request(id), dpo);
      database.clock.advance({ minutes: 3 });
      await keep.step();
      const { receipt } = await forget.execute(request(id), dpo);
      expect([at, await left(id)]).toEqual([at, 0]);
      expect([at, receipt?.stores.find(({ table }) => table === 'message')?.rows]).toEqual([at, 1]);
      if (dying.survived()) return;
    }
  }, 240_000);

  it('holds over a backup that brings the member back, before the service listens', async () => {
    const person = await somebody();
    await forget.execute(request(person.id), dpo);
    const id = person.id;
    await database.ownerQuery('DELETE FROM erasure WHERE member_id = $1', [id]);
    await database.ownerQuery('INSERT INTO member (id, organisation_id) VALUES ($1, $2)', [
      id,
      organisationId,
    ]);
    await database.ownerQuery('INSERT INTO member_alias VALUES ($1, $2, $3, $4, $5)', [
      ...[organisationId, Buffer.from('index'), id, 'whatsapp-export', Buffer.from('sealed')],
    ]);
    await database.ownerQuery(`UPDATE flag SET text_ciphertext = 'words' WHERE id = $1`, [person.flagId]);
    expect(await left(id)).toBe(3);
    expect(await keep.replay()).toBe(1);
    expect(await left(id)).toBe(0);
    expect(await keep.replay()).toBe(0);
  });

  it('looks once more when no process can have the key, for what a worker stored meanwhile', async () => {
    const { id, flagId } = await somebody();
    await forget.execute(request(id), dpo);
    await database.ownerQuery(`UPDATE flag SET text_ciphertext = 'late' WHERE id = $1`, [flagId]);
    expect(await left(id)).toBe(1);
    database.clock.advance({ minutes: 2 });
    await keep.step();
    expect(await left(id)).toBe(0);
    expect(await keep.step()).toBe(false);
  });
});
