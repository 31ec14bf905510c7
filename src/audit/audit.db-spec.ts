import { describe, expect, it } from '@jest/globals';
import { aDatabase, workOf } from '../../test/harness/database.js';
import type { Act } from '../kernel/audit-trail.js';
import type { OrganisationId } from '../kernel/ids.js';
import { ActRefused, AuditUnavailable } from './audit.errors.js';
import { HashChainedTrail } from './hash-chained-trail.js';
import { VerifyChain } from './verify-chain.js';

const database = await aDatabase();
const { unitOfWork } = database;
const trail = new HashChainedTrail(database.clock);
const verifyChain = new VerifyChain(unitOfWork);

function anAct(details: Act['details'] = {}): Act {
  return { act: 'claim.added', object: { kind: 'claim', id: 'c-1' }, outcome: 'done', details };
}

async function record(organisationId: OrganisationId, count = 1): Promise<void> {
  for (let turn = 1; turn <= count; turn += 1) {
    database.clock.advance({ seconds: 1 });
    await unitOfWork.run(workOf(organisationId), (tx) => trail.record(tx, anAct({ turn })));
  }
}

const verify = (organisationId: OrganisationId) =>
  verifyChain.execute({ ...workOf(organisationId, 'verify_audit'), organisationId });

/** What the owner of the database can do, triggers and policies switched off: everything. */
async function tamper(sql: string, organisationId: OrganisationId): Promise<void> {
  await database.ownerQuery('ALTER TABLE audit_entry DISABLE TRIGGER append_only');
  await database.ownerQuery(sql, [organisationId]);
}

async function aLog(entries: number): Promise<OrganisationId> {
  const organisationId = await database.anOrganisation();
  await record(organisationId, entries);
  return organisationId;
}

describe('The audit log', () => {
  it('is intact when nobody touched it, and says how long it is', async () => {
    const verdict = await verify(await aLog(7));
    expect(verdict).toMatchObject({ kind: 'intact', entries: 7 });
  });

  it('is intact when it is empty', async () => {
    expect(await verify(await database.anOrganisation())).toMatchObject({ kind: 'intact', entries: 0 });
  });

  it('keeps every act of a unit of work, in order, with who and why', async () => {
    const organisationId = await database.anOrganisation();
    await unitOfWork.run(workOf(organisationId, 'review'), async (tx) => {
      await trail.record(tx, anAct({ first: true }));
      await trail.record(tx, anAct({ share: 0.1, language: 'swa', note: null }));
    });
    const rows = await database.ownerQuery(
      'SELECT seq, actor_kind, actor_id, purpose, details FROM audit_entry WHERE organisation_id = $1 ORDER BY seq',
      [organisationId],
    );
    const by = { actor_kind: 'service', actor_id: 'test', purpose: 'review' };
    expect(rows).toEqual([
      { seq: '1', ...by, details: { first: true } },
      { seq: '2', ...by, details: { share: 0.1, language: 'swa', note: null } },
    ]);
    expect(await verify(organisationId)).toMatchObject({ kind: 'intact', entries: 2 });
  });

  it('numbers without gaps when many act at once', async () => {
    const organisationId = await database.anOrganisation();
    await Promise.all(Array.from({ length: 25 }, () => record(organisationId)));
    expect(await verify(organisationId)).toMatchObject({ kind: 'intact', entries: 25 });
  });

  it('keeps nothing of an act that was taken back', async () => {
    const organisationId = await aLog(1);
    const undone = unitOfWork.run(workOf(organisationId), async (tx) => {
      await trail.record(tx, anAct());
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await verify(organisationId)).toMatchObject({ entries: 1 });
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

describe('Tampering shows, with the first entry that cannot be trusted:', () => {
  it.each([
    [
      'an edited entry',
      `UPDATE audit_entry SET object_id = 'c-2' WHERE organisation_id = $1 AND seq = 4`,
      { seq: 4, why: 'changed' },
    ],
    [
      'edited details',
      `UPDATE audit_entry SET details = '{}' WHERE organisation_id = $1 AND seq = 1`,
      { seq: 1, why: 'changed' },
    ],
    [
      'an edited time',
      `UPDATE audit_entry SET at = at + interval '1 ms' WHERE organisation_id = $1 AND seq = 2`,
      { seq: 2, why: 'changed' },
    ],
    [
      'an edited hash',
      `UPDATE audit_entry SET hash = sha256('x') WHERE organisation_id = $1 AND seq = 3`,
      { seq: 3, why: 'changed' },
    ],
    [
      'a deleted entry',
      `DELETE FROM audit_entry WHERE organisation_id = $1 AND seq = 3`,
      { seq: 3, why: 'missing' },
    ],
    [
      'a deleted first entry',
      `DELETE FROM audit_entry WHERE organisation_id = $1 AND seq = 1`,
      { seq: 1, why: 'missing' },
    ],
    [
      'a cut end',
      `DELETE FROM audit_entry WHERE organisation_id = $1 AND seq > 4`,
      { seq: 5, why: 'missing' },
    ],
    [
      'a head set back',
      `UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit_entry e
      WHERE e.organisation_id = $1 AND e.seq = 4) WHERE organisation_id = $1`,
      { seq: 5, why: 'beyond_head' },
    ],
    [
      'a head with another hash',
      `UPDATE audit_head SET hash = sha256('x') WHERE organisation_id = $1`,
      { seq: 6, why: 'head_differs' },
    ],
    [
      'two entries swapped',
      `UPDATE audit_entry SET seq = CASE seq WHEN 2 THEN 5 ELSE 2 END
      WHERE organisation_id = $1 AND seq IN (2, 5)`,
      { seq: 2, why: 'changed' },
    ],
    [
      'an inserted entry',
      `INSERT INTO audit_entry SELECT organisation_id, 7, at, actor_kind, actor_id, purpose, act,
      object_kind, object_id, outcome, details, previous_hash, hash FROM audit_entry
      WHERE organisation_id = $1 AND seq = 6`,
      { seq: 7, why: 'beyond_head' },
    ],
  ] as const)('%s', async (_what, sql, verdict) => {
    const organisationId = await aLog(6);
    await tamper(sql, organisationId);
    expect(await verify(organisationId)).toEqual({ kind: 'broken', ...verdict });
  });

  it('an entry rewritten with a hash of its own no longer follows for the next one', async () => {
    const organisationId = await aLog(3);
    const other = await aLog(3);
    await database.ownerQuery('ALTER TABLE audit_entry DISABLE TRIGGER append_only');
    await database.ownerQuery(
      `UPDATE audit_entry SET previous_hash = o.previous_hash FROM audit_entry o WHERE audit_entry.organisation_id = $1
        AND audit_entry.seq = 2 AND o.organisation_id = $2 AND o.seq = 2`,
      [organisationId, other],
    );
    expect(await verify(organisationId)).toMatchObject({ kind: 'broken', seq: 2 });
  });

  it('entries of another organisation are no concern of its own', async () => {
    const [mine, theirs] = [await aLog(3), await aLog(3)];
    await tamper(`UPDATE audit_entry SET act = 'x.y' WHERE organisation_id = $1`, theirs);
    expect(await verify(mine)).toMatchObject({ kind: 'intact' });
  });
});
