import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { workOf } from '../../../test/harness/database.js';
import { Escalation } from '../../kernel/escalation.js';
import type { ProgrammeId, StaffId } from '../../kernel/ids.js';
import { ChangePolicy, FireDueSteps, ReadPolicy } from '../index.js';
import type { Step } from '../index.js';
import { InvalidPolicy, NothingToPublish, PolicyNotFound } from '../escalation.errors.js';
import { DEFAULT_STEPS } from './default-policy.js';

const community = await aCommunity();
const { database, founder, programmeId } = community;
const read = community.get(ReadPolicy);
const change = community.get(ChangePolicy);
const admin = founder;

const STEP: Step = {
  targets: [{ kind: 'person', staffId: founder.staffId }],
  minutes: { 1: 1, 2: 2, 3: 3, 4: 4 },
};
const ONE: readonly Step[] = [STEP];

async function draft(steps: readonly Step[], where: ProgrammeId = programmeId): Promise<void> {
  await change.saveDraft(admin, where, steps);
}

describe('The chain of a programme', () => {
  it('is the default where nobody has written one, with who would be told this minute', async () => {
    const { published, draft: none, mayManage } = await read.execute(admin, programmeId);
    expect(published.policy).toMatchObject({ version: 1, state: 'published', steps: DEFAULT_STEPS });
    expect(published.people.map((people) => people.map(({ name }) => name))).toEqual([
      ['Zawadi Founder'],
      [],
      ['Zawadi Founder'],
    ]);
    expect(none).toBeNull();
    expect(mayManage).toBe(true);
  });

  it('is changed as a draft that tells nobody, and put in force in one step', async () => {
    await draft(ONE);
    const before = await read.execute(admin, programmeId);
    expect(before.published.policy.version).toBe(1);
    expect(before.draft?.policy).toMatchObject({ version: 2, steps: ONE });
    await change.publish(admin, programmeId);
    const after = await read.execute(admin, programmeId);
    expect(after.published.policy).toMatchObject({ version: 2, steps: ONE });
    expect(after.draft).toBeNull();
    await expect(change.publish(admin, programmeId)).rejects.toThrow(NothingToPublish);
  });

  it('of a run under way stays the one it began with', async () => {
    const other = await community.aProgramme('Frozen');
    const subject = { kind: 'incident', id: randomUUID() } as const;
    await database.unitOfWork.run(workOf(community.organisationId), (tx) =>
      community.get(Escalation).start(tx, {
        ...{ subject, programmeId: other, severity: 3, harm: null, reference: 'F1', excluded: [] },
      }),
    );
    await draft([{ ...STEP, minutes: { 1: 9, 2: 9, 3: 9, 4: 9 } }], other);
    await change.publish(admin, other);
    await community.get(FireDueSteps).execute();
    const [run] = await database.ownerQuery<{ minutes: number }>(
      `SELECT extract(epoch FROM due_at - fired_at)::integer / 60 AS minutes FROM escalation_run WHERE subject_id = $1`,
      [subject.id],
    );
    expect(run?.minutes).toBe(60);
  });

  it.each<[string, readonly Step[], string]>([
    ['no step', [], '/steps'],
    ['a step for nobody', [{ ...STEP, targets: [] }], '/steps/0/targets'],
    ['a severity that nobody hears of', [{ ...STEP, minutes: { 1: 5, 2: 5, 3: 5, 4: null } }], '/steps'],
    ['no time at all', [{ ...STEP, minutes: { 1: 0, 2: 5, 3: 5, 4: 5 } }], '/steps/0/minutes/1'],
    [
      'a stranger',
      [{ ...STEP, targets: [{ kind: 'person', staffId: randomUUID() as StaffId }] }],
      '/steps/0/targets/0/staffId',
    ],
    ['a dozen steps', Array.from({ length: 12 }, () => STEP), '/steps'],
  ])('is refused with %s, with the path, and nothing is stored', async (_what, steps, path) => {
    const refused = draft(steps);
    await expect(refused).rejects.toThrow(InvalidPolicy);
    await refused.catch((error: unknown) => {
      expect(error).toMatchObject({ faults: expect.arrayContaining([expect.objectContaining({ path })]) });
    });
    expect((await read.execute(admin, programmeId)).draft).toBeNull();
  });

  it('is not there for whoever has no role in the programme, nor is one that does not exist', async () => {
    const other = await community.aProgramme('Elsewhere');
    const lead = community.someone([{ role: 'safeguarding_lead', programmeId }]);
    await expect(read.execute(lead, other)).rejects.toThrow(PolicyNotFound);
    await expect(read.execute(lead, randomUUID() as ProgrammeId)).rejects.toThrow(PolicyNotFound);
    await expect(change.saveDraft(lead, other, ONE)).rejects.toThrow(PolicyNotFound);
    const manager = community.someone([{ role: 'community_manager', programmeId }]);
    await expect(change.saveDraft(manager, programmeId, ONE)).rejects.toThrow(PolicyNotFound);
    expect((await read.execute(manager, programmeId)).mayManage).toBe(false);
  });
});
