import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { raiseFlag, raiseFlags } from '../../../test/harness/raised-flags.js';
import { newId } from '../../kernel/ids.js';
import type { DecisionId, FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { ClaimFlag } from '../claims/claim-flag.js';
import { ReadCopies } from '../copies/read-copies.js';
import { ReadFlag } from '../flags/read-flag.js';
import { DecisionNotFound, FlagNotFound } from '../review.errors.js';
import { DecideFlag } from './decide-flag.js';
import type { DecisionKind } from './decision.js';
import { ReadDecisions } from './read-decisions.js';
import { ReadFollowUp } from './read-follow-up.js';
import { ReportDone } from './report-done.js';
import { UndoDecision } from './undo-decision.js';

const community = await aCommunity();
const { database, founder } = community;
const [here, there] = [await community.aGroup('Here'), await community.aGroup('There')];
const colleague = community.someone([{ role: 'community_manager' }]);
const coordinator = community.someone([{ role: 'coordinator', groupId: here }]);

async function decide(who: Principal, id: FlagId, verdict: { kind: DecisionKind; copies?: boolean }) {
  const outcome = await community
    .get(DecideFlag)
    .execute(who, id, { note: null, harm: null, copies: false, ...verdict });
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  return outcome;
}

const undo = (id: DecisionId) => community.get(UndoDecision).execute(founder, id);
const stateOf = async (id: FlagId) => (await community.get(ReadFlag).execute(founder, id)).state;
const followUp = (id: FlagId) => community.get(ReadFollowUp).execute(founder, id);

describe('Identical copies', () => {
  const sketch = 0x0123_4567_89ab_cdefn;

  it('are counted with their groups before they are decided, and decided in one act that is undone in one', async () => {
    const copies = await raiseFlags(
      community,
      { groupId: here, sketch },
      { groupId: here, sketch },
      { groupId: there, sketch },
      { groupId: there, sketch },
      { groupId: there, sketch: sketch ^ 1n },
    );
    const [first, second, third, held, other] = copies.map(({ id }) => id) as [
      FlagId,
      FlagId,
      FlagId,
      FlagId,
      FlagId,
    ];
    await community.get(ClaimFlag).execute(colleague, held);
    expect(await community.get(ReadCopies).execute(founder, first)).toEqual({
      count: 2,
      more: false,
      held: 1,
      groups: [
        { id: here, name: 'Here', count: 1 },
        { id: there, name: 'There', count: 1 },
      ],
    });
    const { decisionId, copies: settled } = await decide(founder, first, {
      kind: 'ask_delete',
      copies: true,
    });
    expect(settled).toBe(2);
    expect(await Promise.all([first, second, third, held, other].map(stateOf))).toEqual([
      ...['decided', 'decided', 'decided'],
      ...['open', 'open'],
    ]);
    expect(await community.get(ReadDecisions).execute(founder, third)).toMatchObject([{ via: 'copies' }]);
    expect(await undo(decisionId)).toMatchObject({ kind: 'undone', flagIds: { 0: first, length: 3 } });
    expect(await Promise.all([first, second, third].map(stateOf))).toEqual(['open', 'open', 'open']);
  });

  it('outside the reviewer’s reach are neither counted nor decided', async () => {
    const apart = sketch << 1n;
    const [mine, theirs] = await raiseFlags(
      community,
      { groupId: here, sketch: apart },
      { groupId: there, sketch: apart },
    );
    if (!mine || !theirs) throw new Error('Nothing was raised');
    expect(await community.get(ReadCopies).execute(coordinator, mine.id)).toMatchObject({
      count: 0,
      groups: [],
    });
    expect(await decide(coordinator, mine.id, { kind: 'warn', copies: true })).toMatchObject({ copies: 0 });
    expect(await stateOf(theirs.id)).toBe('open');
    await expect(community.get(ReadCopies).execute(coordinator, theirs.id)).rejects.toEqual(
      new FlagNotFound(),
    );
  });

  it('that disclose a danger are left for a decision of their own', async () => {
    const shared = sketch << 2n;
    const [scam, plea] = await raiseFlags(
      community,
      { groupId: here, sketch: shared },
      { groupId: here, sketch: shared, harm: 'disclosure' },
    );
    if (!scam || !plea) throw new Error('Nothing was raised');
    expect(await decide(founder, scam.id, { kind: 'remove_member', copies: true })).toMatchObject({
      copies: 0,
    });
    expect(await stateOf(plea.id)).toBe('open');
  });
});

describe('What a channel cannot do', () => {
  it('is asked of a person, with a text in the group’s language that repeats nothing of the message', async () => {
    const { id } = await raiseFlag(community, { groupId: here, text: 'Nitumie namba ya siri' });
    const { decisionId } = await decide(founder, id, { kind: 'ask_delete' });
    const [asked] = await followUp(id);
    expect(asked).toMatchObject({ decisionId, kind: 'delete_message', way: 'person', done: null });
    expect(asked?.text).toMatchObject({ language: 'sw', isTheirs: true });
    expect(asked?.text.text).toContain('Here');
    expect(asked?.text.text).not.toContain('siri');
  });

  it('is not asked for when nothing needs to be done', async () => {
    const { id } = await raiseFlag(community, { groupId: here });
    await decide(founder, id, { kind: 'nothing_wrong' });
    expect(await followUp(id)).toEqual([]);
  });

  it('cannot be undone once somebody says it is done', async () => {
    const { id } = await raiseFlag(community, { groupId: here });
    const { decisionId } = await decide(founder, id, { kind: 'remove_member' });
    await community.get(ReportDone).execute(colleague, decisionId);
    await community.get(ReportDone).execute(founder, decisionId);
    expect(await followUp(id)).toMatchObject([
      { done: { by: { staffId: colleague.staffId }, at: database.clock.now() } },
    ]);
    expect(await undo(decisionId)).toMatchObject({ reason: 'effect-left', details: { effect: 'action' } });
    expect(await stateOf(id)).toBe('decided');
    const acts = await database.ownerQuery(
      `SELECT act, outcome FROM audit_entry WHERE object_id = $1 ORDER BY at, act`,
      [decisionId],
    );
    expect(acts).toEqual([
      { act: 'action.done', outcome: 'done' },
      { act: 'decision.undone', outcome: 'refused' },
    ]);
  });

  it('is withdrawn with a decision that was undone in time', async () => {
    const { id } = await raiseFlag(community, { groupId: here });
    const { decisionId } = await decide(founder, id, { kind: 'warn' });
    await undo(decisionId);
    expect(await followUp(id)).toEqual([]);
  });

  it('is reported by reviewers of that place only', async () => {
    const { id } = await raiseFlag(community, { groupId: there });
    const { decisionId } = await decide(founder, id, { kind: 'warn' });
    for (const [who, decision] of [
      [coordinator, decisionId],
      [community.someone([{ role: 'dpo' }]), decisionId],
      [founder, newId<'decision'>()],
    ] as const)
      await expect(community.get(ReportDone).execute(who, decision)).rejects.toEqual(new DecisionNotFound());
    await expect(community.get(ReadFollowUp).execute(coordinator, id)).rejects.toEqual(new FlagNotFound());
  });
});

describe('A reviewer’s word that it is an incident', () => {
  const statesOf = (id: FlagId) =>
    database.ownerQuery<{ state: string }>(
      `SELECT i.state FROM decision d JOIN incident i ON i.id = d.incident_id WHERE d.flag_id = $1`,
      [id],
    );

  it('opens one for all copies, and cannot be undone: people are told', async () => {
    const sketch = 0x7777_0000_7777_0000n;
    const [first, copy] = await raiseFlags(
      community,
      { groupId: here, sketch, level: 'medium' },
      { groupId: there, sketch, level: 'medium' },
    );
    if (!first || !copy) throw new Error('Nothing was raised');
    const { decisionId } = await decide(founder, first.id, { kind: 'make_incident', copies: true });
    expect(await statesOf(first.id)).toEqual([{ state: 'new' }]);
    const incidents = await database.ownerQuery(
      'SELECT DISTINCT incident_id FROM decision WHERE flag_id = ANY($1::uuid[])',
      [[first.id, copy.id]],
    );
    expect(incidents).toHaveLength(1);
    expect(await undo(decisionId)).toMatchObject({ reason: 'effect-left', details: { effect: 'incident' } });
  });

  it('has to say what about where the flag names no harm', async () => {
    const { id } = await raiseFlag(community, {
      groupId: here,
      level: 'none',
      outcome: 'language_not_supported',
    });
    await database.ownerQuery('UPDATE flag SET harm = NULL WHERE id = $1', [id]);
    const ask = (harm: 'threat' | null) =>
      community
        .get(DecideFlag)
        .execute(founder, id, { kind: 'make_incident', note: null, harm, copies: false });
    expect(await ask(null)).toMatchObject({ reason: 'harm-needed' });
    expect(await stateOf(id)).toBe('open');
    expect(await ask('threat')).toMatchObject({ kind: 'decided' });
    expect(await statesOf(id)).toHaveLength(1);
  });
});
