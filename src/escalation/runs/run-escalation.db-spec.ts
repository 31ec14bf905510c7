import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { workOf } from '../../../test/harness/database.js';
import { Escalation } from '../../kernel/escalation.js';
import type { EscalationSubject, RunStart } from '../../kernel/escalation.js';
import type { Transaction } from '../../kernel/transaction.js';

const community = await aCommunity();
const { database, founder } = community;
const escalation = community.get(Escalation);

const inside = <T>(work: (tx: Transaction) => Promise<T>) =>
  database.unitOfWork.run(workOf(community.organisationId), work);

const anIncident = (): EscalationSubject => ({ kind: 'incident', id: randomUUID() });

async function started(change: Partial<RunStart> = {}): Promise<EscalationSubject> {
  const subject = change.subject ?? anIncident();
  const run: RunStart = {
    ...{ subject, programmeId: community.programmeId, severity: 3, harm: 'scam' },
    ...{ reference: '3F7K', excluded: [], ...change },
  };
  await inside((tx) => escalation.start(tx, run));
  return subject;
}

interface RunRow {
  readonly state: string;
  readonly due_at: Date | null;
  readonly severity: number;
  readonly steps: unknown[];
}

const runsOf = ({ id }: EscalationSubject) =>
  database.ownerQuery<RunRow>(
    'SELECT state, due_at, severity, steps FROM escalation_run WHERE subject_id = $1',
    [id],
  );

describe('A run', () => {
  it('starts with the default policy where a programme has none, and is due at once', async () => {
    const subject = await started();
    const [run] = await runsOf(subject);
    expect(run).toMatchObject({ state: 'waiting', due_at: database.clock.now() });
    expect(run?.steps).toHaveLength(3);
    const policies = await database.ownerQuery('SELECT version, state FROM escalation_policy');
    expect(policies).toEqual([{ version: 1, state: 'published' }]);
  });

  it('is one per live subject, however many start it at the same moment', async () => {
    const subject = anIncident();
    await Promise.all([started({ subject }), started({ subject }), started({ subject })]);
    expect(await runsOf(subject)).toHaveLength(1);
  });

  it('is held by the first who answers; later answers are harmless and say so', async () => {
    const subject = await started();
    const other = (await aColleague()).staffId;
    const answer = (by = founder.staffId) => inside((tx) => escalation.acknowledge(tx, subject, by));
    expect(await answer()).toBe('acknowledged');
    expect(await answer()).toBe('already');
    expect(await answer(other)).toBe('late');
    await inside((tx) => escalation.stop(tx, subject));
    expect(await answer()).toBe('late');
  });

  it('goes on when the answer lapses, and is over when it is stopped', async () => {
    const subject = await started();
    await inside((tx) => escalation.acknowledge(tx, subject, founder.staffId));
    await inside((tx) => escalation.resume(tx, subject));
    expect(await runsOf(subject)).toMatchObject([{ state: 'waiting', due_at: database.clock.now() }]);
    await inside((tx) => escalation.stop(tx, subject));
    await inside((tx) => escalation.stop(tx, subject));
    expect(await runsOf(subject)).toMatchObject([{ state: 'ended', due_at: null }]);
  });

  it('can begin again for a subject whose last run has ended', async () => {
    const subject = await started();
    await inside((tx) => escalation.stop(tx, subject));
    await started({ subject });
    expect((await runsOf(subject)).map(({ state }) => state).sort()).toEqual(['ended', 'waiting']);
  });

  it('takes no answer from a person named in the matter, and waits for none', async () => {
    const subject = await started();
    await inside((tx) => escalation.acknowledge(tx, subject, founder.staffId));
    await inside((tx) => escalation.exclude(tx, subject, [founder.staffId]));
    expect(await runsOf(subject)).toMatchObject([{ state: 'waiting' }]);
    expect(await inside((tx) => escalation.acknowledge(tx, subject, founder.staffId))).toBe('late');
  });

  it('cannot be left without a time at which something happens', async () => {
    const subject = await started();
    const silence = database.ownerQuery('UPDATE escalation_run SET due_at = NULL WHERE subject_id = $1', [
      subject.id,
    ]);
    await expect(silence).rejects.toThrow('escalation_run_timer');
  });

  it('has an entry in the log for each thing that happened to it', async () => {
    const subject = await started();
    await inside((tx) => escalation.reassess(tx, subject, 1));
    await inside((tx) => escalation.acknowledge(tx, subject, founder.staffId));
    await inside((tx) => escalation.stop(tx, subject));
    const entries = await database.ownerQuery<{ act: string }>(
      `SELECT act FROM audit_entry WHERE object_id = $1
        ORDER BY (SELECT position FROM audit_pending p WHERE p.entry_id = audit_entry.id)`,
      [subject.id],
    );
    expect(entries.map(({ act }) => act)).toEqual([
      'escalation.started',
      'escalation.reassessed',
      'escalation.acknowledged',
      'escalation.stopped',
    ]);
  });
});

describe('A published policy', () => {
  it('is never rewritten, by its owner neither', async () => {
    const rewrite = database.ownerQuery(
      `UPDATE escalation_policy SET steps = '[]' WHERE state = 'published'`,
    );
    await expect(rewrite).rejects.toThrow('never rewritten');
  });
});

async function aColleague() {
  const staffId = randomUUID();
  await database.ownerQuery(
    `INSERT INTO staff (id, organisation_id, email_index, email_ciphertext, name_ciphertext, password_hash)
       VALUES ($1, $2, $3, '', '', '')`,
    [staffId, community.organisationId, Buffer.from(staffId)],
  );
  return { staffId: staffId as typeof founder.staffId };
}
