import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { raiseFlag } from '../../../test/harness/raised-flags.js';
import { newId } from '../../kernel/ids.js';
import type { AppealId, DecisionId, FlagId, MemberId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { workOf } from '../../platform/auth/index.js';
import { DecideFlag } from '../decisions/decide-flag.js';
import type { DecisionKind } from '../decisions/decision.js';
import { ReadDecisions } from '../decisions/read-decisions.js';
import { ReadFollowUp } from '../decisions/read-follow-up.js';
import { ReportDone } from '../decisions/report-done.js';
import { AppealNotFound, DecisionNotFound } from '../review.errors.js';
import { AnswerAppeal } from './answer-appeal.js';
import { ReadAppeals } from './read-appeals.js';
import { RecordAppeal } from './record-appeal.js';
import { TakeAppeal } from './take-appeal.js';

const community = await aCommunity();
const { database, founder, vault, organisationId } = community;
const groupId = await community.aGroup('Appealing');
const [second, third] = [
  community.someone([{ role: 'community_manager' }]),
  community.someone([{ role: 'coordinator', groupId }]),
];

const take = (who: Principal, id: AppealId) => community.get(TakeAppeal).execute(who, id);
const answer = (who: Principal, id: AppealId, outcome: 'upheld' | 'overturned') =>
  community.get(AnswerAppeal).execute(who, id, { outcome, answer: 'Tumeangalia tena' });

interface Appealed {
  readonly flagId: FlagId;
  readonly memberId: MemberId;
  readonly decisionId: DecisionId;
  readonly id: AppealId;
}

async function appealed(kind: DecisionKind = 'ask_delete', isDone = false): Promise<Appealed> {
  const { id: flagId, memberId } = await raiseFlag(community, { groupId });
  const verdict = { kind, note: null, harm: null, copies: false };
  const decided = await community.get(DecideFlag).execute(founder, flagId, verdict);
  if (decided.kind === 'refused') throw new Error(decided.reason);
  const { decisionId } = decided;
  if (isDone) await community.get(ReportDone).execute(founder, decisionId);
  const recorded = await community.get(RecordAppeal).execute(third, decisionId, 'Ilikuwa utani tu');
  if (recorded.kind === 'refused') throw new Error(recorded.reason);
  return { flagId, memberId, decisionId, id: recorded.id };
}

describe('An appeal', () => {
  it('waits with what the member said, and is forgotten with them', async () => {
    const { id, memberId } = await appealed();
    const waiting = async () =>
      (await community.get(ReadAppeals).waiting(second)).find((appeal) => appeal.id === id);
    expect(await waiting()).toMatchObject({ words: 'Ilikuwa utani tu', takenBy: null, outcome: null });
    await vault.destroyKey(organisationId, memberId);
    expect(await waiting()).toMatchObject({ words: null });
  });

  it('is recorded once per decision, and only against one in force', async () => {
    const { decisionId } = await appealed();
    const again = () => community.get(RecordAppeal).execute(second, decisionId, 'Tena');
    expect(await again()).toMatchObject({ reason: 'already-appealed' });
  });

  it('is taken by another reviewer than the one who decided, in the database too', async () => {
    const { id } = await appealed();
    expect(await take(founder, id)).toMatchObject({ reason: 'own-decision' });
    const around = database.unitOfWork.run(workOf(founder, 'review'), (tx) =>
      tx.query('UPDATE appeal SET taken_by = $2, taken_at = app_now() WHERE id = $1', [id, founder.staffId]),
    );
    await expect(around).rejects.toThrow();
    const disguised = database.unitOfWork.run(workOf(founder, 'review'), (tx) =>
      tx.query('UPDATE appeal SET decided_by = $2, taken_by = $3 WHERE id = $1', [
        id,
        newId<'staff'>(),
        founder.staffId,
      ]),
    );
    await expect(disguised).rejects.toThrow();
    expect(await take(second, id)).toEqual({ kind: 'taken' });
  });

  it('is one reviewer’s, however many reach for it', async () => {
    const { id } = await appealed();
    const outcomes = await Promise.all([second, third].map((who) => take(who, id)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['refused', 'taken']);
    const loser = outcomes[0]?.kind === 'taken' ? third : second;
    expect(await answer(loser, id, 'overturned')).toMatchObject({ reason: 'appeal-not-yours' });
  });

  it('that is upheld leaves the decision as it was', async () => {
    const { id, flagId } = await appealed();
    await take(second, id);
    expect(await answer(second, id, 'upheld')).toEqual({ kind: 'answered', overturned: null });
    expect(await community.get(ReadDecisions).execute(founder, flagId)).toMatchObject([
      { kind: 'ask_delete', reversal: null },
    ]);
    expect(await answer(second, id, 'overturned')).toMatchObject({ reason: 'appeal-answered' });
    expect(await community.get(ReadAppeals).ofFlag(founder, flagId)).toMatchObject([
      { outcome: 'upheld', answer: 'Tumeangalia tena' },
    ]);
  });

  it('that is overturned takes back what can be and asks a person for the rest', async () => {
    const [planned, done] = [await appealed(), await appealed('remove_member', true)];
    for (const [{ id, flagId }, toRestore] of [
      [planned, false],
      [done, true],
    ] as const) {
      await take(second, id);
      expect(await answer(second, id, 'overturned')).toMatchObject({
        overturned: { toRestore, incidentId: null },
      });
      expect(await community.get(ReadDecisions).execute(founder, flagId)).toMatchObject([
        { reversal: { kind: 'overturned' } },
        { kind: 'nothing_wrong', via: 'appeal', reversal: null },
      ]);
    }
    expect(await community.get(ReadFollowUp).execute(founder, planned.flagId)).toEqual([]);
    expect((await community.get(ReadFollowUp).execute(founder, done.flagId)).map(({ kind }) => kind)).toEqual(
      ['remove_member', 'restore'],
    );
    const taught = await database.ownerQuery('SELECT confirmed FROM feedback WHERE flag_id = $1', [
      done.flagId,
    ]);
    expect(taught).toEqual([{ confirmed: false }]);
  });

  it('is nobody’s business outside the reviewer’s reach', async () => {
    const { id, decisionId } = await appealed();
    const elsewhere = community.someone([{ role: 'coordinator', groupId: newId<'group'>() }]);
    const strangers = [
      elsewhere,
      community.someone([{ role: 'dpo' }]),
      community.someone([{ role: 'admin' }]),
    ];
    for (const who of strangers) {
      await expect(community.get(RecordAppeal).execute(who, decisionId, 'x')).rejects.toEqual(
        new DecisionNotFound(),
      );
      await expect(take(who, id)).rejects.toEqual(new AppealNotFound());
      await expect(answer(who, id, 'upheld')).rejects.toEqual(new AppealNotFound());
    }
    expect(await community.get(ReadAppeals).waiting(elsewhere)).toEqual([]);
  });
});
