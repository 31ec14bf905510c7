import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { raiseFlags } from '../../../test/harness/raised-flags.js';
import { RecordBasis, RecordObjection } from '../../consent/index.js';
import type { NewBasis, Purpose } from '../../consent/index.js';
import type { GroupId } from '../../kernel/ids.js';
import { DecideFlag } from '../decisions/decide-flag.js';
import { FeedbackForTraining } from './feedback-for-training.js';

const community = await aCommunity();
const { founder, organisationId, database } = community;

async function agree(groupId: GroupId, purposes: readonly Purpose[]): Promise<void> {
  const basis: NewBasis = {
    basis: 'explicit_consent',
    purposes,
    decidedBy: 'assembly',
    decidedAt: database.clock.now(),
    noticeVersion: '1',
    noticeText: 'This group is scanned, and decisions teach the scanner.',
    noticeLanguages: ['eng'],
    method: 'vote',
    expressedBy: 'self',
    validUntil: null,
    specialCategoryCondition: 'explicit consent',
    balancingTestId: null,
    powerImbalance: false,
  };
  const recorded = await community.get(RecordBasis).execute(founder, groupId, basis);
  if (recorded.kind === 'refused') throw new Error(recorded.reason);
}

const lessons = () => community.get(FeedbackForTraining).execute(organisationId, null);

describe('What decisions teach', () => {
  it('is told only while the group allows it, and never of a member who objected', async () => {
    const [agreed, scanned] = [await community.aGroup('Agreed'), await community.aGroup('Scanned')];
    await agree(agreed, ['scan_scam', 'improve_models']);
    await agree(scanned, ['scan_scam']);
    const objector = await community.aMember();
    const raised = await raiseFlags(
      community,
      { groupId: agreed, text: 'Tuma pesa sasa' },
      { groupId: agreed, text: 'Sitaki', memberId: objector },
      { groupId: scanned, text: 'Hapana' },
    );
    for (const { id } of raised)
      await community
        .get(DecideFlag)
        .execute(founder, id, { kind: 'warn', note: null, harm: null, copies: false });
    const lesson = { language: 'swa', harms: ['scam'], confirmed: true };
    expect(await lessons()).toMatchObject({ withheld: 1, next: null });
    await community.get(RecordObjection).execute(founder, {
      memberId: objector,
      groupId: null,
      event: 'opted_out',
      method: 'paper',
      expressedBy: 'self',
    });
    expect(await lessons()).toEqual({
      lessons: [{ ...lesson, text: 'Tuma pesa sasa' }],
      withheld: 2,
      next: null,
    });
    database.clock.advance({ seconds: 1 });
    await agree(agreed, ['scan_scam']);
    expect(await lessons()).toEqual({ lessons: [], withheld: 3, next: null });
  });
});
