import { describe, expect, it } from '@jest/globals';
import { aDatabase, aVault, workOf } from '../../test/harness/database.js';
import type { Act } from '../kernel/audit-trail.js';
import { newId } from '../kernel/ids.js';
import type { OrganisationId } from '../kernel/ids.js';
import { MasterKey, SigningKeys } from '../platform/crypto/index.js';
import { ActRefused, AuditUnavailable, EntryVanished } from './audit.errors.js';
import { SignCheckpoint } from './checkpoint/sign-checkpoint.js';
import { ExportLog } from './export/export-log.js';
import { commitmentOf, OPENING_BINDING } from './record/commit.js';
import { EntryTrail } from './record/entry-trail.js';
import { SequenceEntries } from './sequence/sequence-entries.js';
import { VerifyLog } from './verify/verify-log.js';

const database = await aDatabase();
const vault = await aVault();
const { unitOfWork } = database;
const trail = new EntryTrail(database.clock, vault);
const signer = new SignCheckpoint(new SigningKeys(new MasterKey(new Uint8Array(32).fill(7))));
const sequence = new SequenceEntries(unitOfWork, signer);
const log = new ExportLog(unitOfWork, sequence, signer);
const verifyLog = new VerifyLog(log, signer);

function anAct(details: Act['details'] = {}): Act {
  return { act: 'claim.added', object: { kind: 'claim', id: 'c-1' }, outcome: 'done', details };
}

async function record(organisationId: OrganisationId, count = 1): Promise<void> {
  for (let turn = 1; turn <= count; turn += 1) {
    database.clock.advance({ seconds: 1 });
    await unitOfWork.run(workOf(organisationId), (tx) => trail.record(tx, anAct({ turn })));
  }
}

const reading = (organisationId: OrganisationId) => ({
  ...workOf(organisationId, 'read_audit'),
  organisationId,
});

const verify = (organisationId: OrganisationId, known?: string) =>
  verifyLog.execute(reading(organisationId), known);

async function exported(organisationId: OrganisationId): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of log.execute(reading(organisationId))) lines.push(line);
  return lines;
}

async function checkpoints(
  organisationId: OrganisationId,
): Promise<readonly { size: string; note: string }[]> {
  return database.ownerQuery(
    'SELECT size, note FROM audit_checkpoint WHERE organisation_id = $1 ORDER BY size',
    [organisationId],
  );
}

/** Six entries under checkpoints of 3 and 6. */
async function aLog(): Promise<OrganisationId> {
  const organisationId = await database.anOrganisation();
  for (const batch of [3, 3]) {
    await record(organisationId, batch);
    await sequence.complete(organisationId);
  }
  return organisationId;
}

/** What the owner of the database can do, triggers and policies switched off: everything. */
async function tamper(sql: string, organisationId: OrganisationId): Promise<void> {
  for (const table of ['audit_entry', 'audit_leaf', 'audit_checkpoint'])
    await database.ownerQuery(`ALTER TABLE ${table} DISABLE TRIGGER append_only`);
  await database.ownerQuery(sql, [organisationId]);
}

describe('The audit log', () => {
  it('is whole when nobody touched it, and says how long it is', async () => {
    expect(await verify(await aLog())).toMatchObject({ kind: 'ok', entries: 6, pruned: 0 });
  });

  it('is whole when it is empty', async () => {
    expect(await verify(await database.anOrganisation())).toMatchObject({ kind: 'ok', entries: 0 });
  });

  it('keeps every act of a unit of work, in order, with who and why', async () => {
    const organisationId = await database.anOrganisation();
    await unitOfWork.run(workOf(organisationId, 'review'), async (tx) => {
      await trail.record(tx, anAct({ first: true }));
      await trail.record(tx, anAct({ share: 0.1, language: 'swa', note: null }));
    });
    const [, first = '', second = ''] = await exported(organisationId);
    const by = '"actor":{"id":"test","kind":"service"}';
    expect(first).toContain(by);
    expect(first).toContain('"details":{"first":true}');
    expect(first).toContain('"purpose":"review"');
    expect(second).toContain('"details":{"language":"swa","note":null,"share":0.1}');
  });

  it('gives every entry one place when many act and several workers sequence at once', async () => {
    const organisationId = await database.anOrganisation();
    const acting = Array.from({ length: 25 }, () => record(organisationId));
    await Promise.all([...acting, sequence.step(), sequence.step(), sequence.step()]);
    expect(await verify(organisationId)).toMatchObject({ kind: 'ok', entries: 25 });
  });

  it('signs a checkpoint that later ones only extend', async () => {
    const organisationId = await aLog();
    const [first] = await checkpoints(organisationId);
    await record(organisationId, 2);
    expect(await verify(organisationId, first?.note)).toMatchObject({ kind: 'ok', entries: 8 });
  });

  it('keeps nothing of an act that was taken back', async () => {
    const organisationId = await aLog();
    const undone = unitOfWork.run(workOf(organisationId), async (tx) => {
      await trail.record(tx, anAct());
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await verify(organisationId)).toMatchObject({ entries: 6 });
  });

  it('takes the act back when it cannot be written', async () => {
    const organisationId = await database.anOrganisation();
    const earlier = database.clock.now();
    database.clock.set('1999-01-01T00:00:00.000Z');
    const act = unitOfWork.run(workOf(organisationId), async (tx) => {
      await tx.query(`INSERT INTO programme (id, organisation_id, name, timezone)
        VALUES (gen_random_uuid(), app_organisation(), 'Unlogged', 'UTC')`);
      await trail.record(tx, anAct());
    });
    await expect(act).rejects.toThrow(AuditUnavailable);
    database.clock.set(earlier);
    expect(await database.ownerQuery(`SELECT FROM programme WHERE name = 'Unlogged'`)).toEqual([]);
  });

  it.each([
    ['a nested object', { member: { name: 'Amina' } }],
    ['a list', { words: ['a'] }],
    ['a text as long as a message', { text: 'x'.repeat(201) }],
    ['a number that JSON cannot carry', { share: Number.NaN }],
    ['nothing at all', { text: undefined }],
  ])('refuses details with %s', async (_what, details) => {
    const organisationId = await database.anOrganisation();
    const act = { ...anAct(), details } as unknown as Act;
    const recording = unitOfWork.run(workOf(organisationId), (tx) => trail.record(tx, act));
    await expect(recording).rejects.toThrow(ActRefused);
  });

  it('refuses an act of no organisation', async () => {
    await expect(unitOfWork.run(workOf(null), (tx) => trail.record(tx, anAct()))).rejects.toThrow(ActRefused);
  });
});

describe('Personal values', () => {
  const REASON = 'She asked for her own record on Tuesday';

  async function committed() {
    const [organisationId, subject] = [await database.anOrganisation(), newId<'member'>()];
    await unitOfWork.run(workOf(organisationId), (tx) =>
      trail.record(tx, { ...anAct(), personal: { subject, values: { reason: REASON } } }),
    );
    const rows = await database.ownerQuery<{ ciphertext: Buffer; commitments: { reason: string } }>(
      `SELECT o.ciphertext, e.commitments FROM audit_opening o JOIN audit_entry e ON e.id = o.entry_id
        WHERE o.organisation_id = $1`,
      [organisationId],
    );
    const open = async () => {
      const keyring = await vault.keyring(organisationId, [subject]);
      return keyring.unseal(subject, rows[0]?.ciphertext ?? Buffer.alloc(0), OPENING_BINDING);
    };
    return { organisationId, subject, commitment: rows[0]?.commitments.reason ?? '', open };
  }

  it('stand in the log as a commitment that their opening proves', async () => {
    const { organisationId, commitment, open } = await committed();
    const opened = JSON.parse((await open()) ?? '{}') as { salt: string; value: string };
    expect(opened.value).toBe(REASON);
    expect(commitmentOf(Buffer.from(opened.salt, 'base64'), opened.value)).toBe(commitment);
    expect((await exported(organisationId)).join('\n')).not.toContain('Tuesday');
  });

  it('are forgotten with their subject, and the log stays whole', async () => {
    const { organisationId, subject, open } = await committed();
    await vault.destroyKey(organisationId, subject);
    expect(await open()).toBeNull();
    expect(await verify(organisationId)).toMatchObject({ kind: 'ok', entries: 1 });
  });
});

describe('Tampering with the database shows, with the first entry that cannot be trusted:', () => {
  const NTH = (n: number) =>
    `(SELECT entry_id FROM audit_leaf WHERE organisation_id = $1 AND position = ${n})`;
  it.each([
    [
      'an edited entry',
      `UPDATE audit_entry SET object_id = 'c-2' WHERE id = ${NTH(4)}`,
      { why: 'changed', from: 4, to: 4 },
    ],
    [
      'edited details',
      `UPDATE audit_entry SET details = '{}' WHERE id = ${NTH(1)}`,
      { why: 'changed', from: 1, to: 1 },
    ],
    [
      'an edited hash',
      `UPDATE audit_leaf SET hash = sha256('x') WHERE organisation_id = $1 AND position = 3`,
      { why: 'changed', from: 3, to: 3 },
    ],
    [
      'a deleted leaf',
      'DELETE FROM audit_leaf WHERE organisation_id = $1 AND position = 2',
      { why: 'missing', from: 2, to: 2 },
    ],
    [
      'a cut end',
      'DELETE FROM audit_leaf WHERE organisation_id = $1 AND position > 3',
      { why: 'unsigned', from: 3, to: 3 },
    ],
    [
      'two places swapped',
      `UPDATE audit_leaf l SET entry_id = o.entry_id, hash = o.hash, at = o.at FROM audit_leaf o
        WHERE l.organisation_id = $1 AND o.organisation_id = $1 AND l.position IN (0, 1) AND o.position = 1 - l.position`,
      { why: 'not_as_signed', from: 0, to: 2 },
    ],
    [
      'an entry under a hash of its own making',
      `WITH edited AS (UPDATE audit_entry SET outcome = 'refused' WHERE id = ${NTH(5)})
        UPDATE audit_leaf SET hash = sha256('y') WHERE organisation_id = $1 AND position = 5`,
      { why: 'changed', from: 5, to: 5 },
    ],
  ] as const)('%s', async (_what, sql, fault) => {
    const organisationId = await aLog();
    await database.ownerQuery('ALTER TABLE audit_leaf DROP CONSTRAINT IF EXISTS audit_leaf_once');
    await tamper(sql, organisationId);
    expect(await verify(organisationId)).toEqual({ kind: 'broken', fault });
  });

  it('a log cut back with all its checkpoints, by one that was kept elsewhere', async () => {
    const organisationId = await aLog();
    const kept = (await checkpoints(organisationId))[1]?.note;
    for (const [table, column] of [
      ['audit_leaf', 'position + 1'],
      ['audit_checkpoint', 'size'],
    ] as const)
      await tamper(`DELETE FROM ${table} WHERE organisation_id = $1 AND ${column} > 3`, organisationId);
    await tamper(
      `UPDATE audit_tree SET size = 3, edge = (SELECT decode(string_agg(encode(hash, 'hex'), ''), 'hex')
        FROM (SELECT hash FROM audit_leaf WHERE organisation_id = $1 AND position = 2) l) WHERE organisation_id = $1`,
      organisationId,
    );
    expect(await verify(organisationId)).toMatchObject({ kind: 'ok', entries: 3 });
    expect(await verify(organisationId, kept)).toEqual({
      kind: 'broken',
      fault: { why: 'rolled_back', from: 3, to: 5 },
    });
  });

  it('an entry removed before it had a place: nothing is signed over the gap', async () => {
    const organisationId = await database.anOrganisation();
    await record(organisationId, 2);
    await tamper('DELETE FROM audit_entry WHERE organisation_id = $1', organisationId);
    await expect(sequence.complete(organisationId)).rejects.toThrow(EntryVanished);
    expect(await checkpoints(organisationId)).toEqual([]);
  });

  it('entries of another organisation are no concern of its own', async () => {
    const [mine, theirs] = [await aLog(), await aLog()];
    await tamper(`UPDATE audit_entry SET act = 'x.y' WHERE organisation_id = $1`, theirs);
    expect(await verify(mine)).toMatchObject({ kind: 'ok' });
  });
});
