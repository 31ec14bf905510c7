import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { raiseFlag, raiseFlags } from '../../../test/harness/raised-flags.js';
import type { FlagId } from '../../kernel/ids.js';
import { ClaimFlag } from '../claims/claim-flag.js';
import { ReleaseClaim } from '../claims/release-claim.js';
import { DecideFlag } from '../decisions/decide-flag.js';
import { UndoDecision } from '../decisions/undo-decision.js';
import { EscalateOverdueFlags } from './escalate-overdue-flags.js';

const community = await aCommunity();
const { database, founder } = community;
const { clock } = database;
const groupId = await community.aGroup('Waiting');
const escalate = () => community.get(EscalateOverdueFlags).execute();

const runsOf = (id: FlagId) =>
  database.ownerQuery<{ state: string }>(
    `SELECT state FROM escalation_run WHERE subject_kind = 'flag' AND subject_id = $1 ORDER BY started_at`,
    [id],
  );

async function overdue(): Promise<FlagId> {
  const { id } = await raiseFlag(community, { groupId, level: 'critical' });
  clock.advance({ minutes: 15 });
  expect(await escalate()).toBe(1);
  return id;
}

describe('A flag that nobody decides in time', () => {
  it('goes up the chain when its level says so: critical first, doubts after three days', async () => {
    const raised = await raiseFlags(
      community,
      { groupId, level: 'critical' },
      { groupId, level: 'high' },
      { groupId, level: 'medium' },
      { groupId, level: 'none', outcome: 'not_sure' },
    );
    clock.advance({ minutes: 14, seconds: 59 });
    expect(await escalate()).toBe(0);
    for (const [minutes, due] of [
      [1, 1],
      [45, 1],
      [23 * 60, 1],
      [2 * 24 * 60, 1],
    ] as const) {
      clock.advance({ minutes });
      expect(await escalate()).toBe(due);
      expect(await escalate()).toBe(0);
    }
    for (const { id } of raised) expect(await runsOf(id)).toHaveLength(1);
  });

  it('goes up once, however many workers look at the same moment', async () => {
    const { id } = await raiseFlag(community, { groupId, level: 'critical' });
    clock.advance({ minutes: 15 });
    const rounds = await Promise.all(Array.from({ length: 4 }, escalate));
    expect(rounds.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await runsOf(id)).toHaveLength(1);
    const entries = await database.ownerQuery(
      `SELECT 1 FROM audit_entry WHERE act = 'flag.escalated' AND object_id = $1`,
      [id],
    );
    expect(entries).toHaveLength(1);
  });

  it('is not called about any more once it is decided, and is again when that is undone', async () => {
    const id = await overdue();
    const decided = await community
      .get(DecideFlag)
      .execute(founder, id, { kind: 'note', note: null, harm: null, copies: false });
    if (decided.kind === 'refused') throw new Error(decided.reason);
    expect(await runsOf(id)).toEqual([{ state: 'ended' }]);
    expect(await escalate()).toBe(0);
    await community.get(UndoDecision).execute(founder, decided.decisionId);
    expect(await escalate()).toBe(1);
    expect((await runsOf(id)).map(({ state }) => state)).toEqual(['ended', 'waiting']);
  });

  it('is held while somebody is on it, and goes on when they leave it', async () => {
    const id = await overdue();
    const [released, lapsed] = [
      () => community.get(ReleaseClaim).execute(founder, id),
      async () => {
        clock.advance({ minutes: 10 });
        await escalate();
      },
    ];
    for (const leave of [released, lapsed]) {
      await community.get(ClaimFlag).execute(founder, id);
      expect(await runsOf(id)).toEqual([{ state: 'held' }]);
      await leave();
      expect(await runsOf(id)).toEqual([{ state: 'waiting' }]);
    }
  });

  it('that was decided in time is never called about', async () => {
    const { id } = await raiseFlag(community, { groupId, level: 'critical' });
    await community
      .get(DecideFlag)
      .execute(founder, id, { kind: 'note', note: null, harm: null, copies: false });
    clock.advance({ days: 30 });
    expect(await escalate()).toBe(0);
    expect(await runsOf(id)).toEqual([]);
  });
});
