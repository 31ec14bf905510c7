import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { raiseFlag } from '../../../test/harness/raised-flags.js';
import { newId } from '../../kernel/ids.js';
import type { DecisionId, FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { workOf } from '../../platform/auth/index.js';
import { ClaimFlag } from '../claims/claim-flag.js';
import { ReleaseClaim } from '../claims/release-claim.js';
import { CountFlags } from '../queue/count-flags.js';
import { ListFlags } from '../queue/list-flags.js';
import { ReadFlag } from '../flags/read-flag.js';
import { DecisionNotFound, FlagNotFound } from '../review.errors.js';
import { DecideFlag } from './decide-flag.js';
import type { DecisionKind } from './decision.js';
import { ReadDecisions } from './read-decisions.js';
import { SettleFlags } from './settle-flags.js';
import { UndoDecision } from './undo-decision.js';

const community = await aCommunity();
const { database, founder, vault, organisationId } = community;
const { clock } = database;
const colleague = community.someone([{ role: 'community_manager' }]);
const stranger = { ...founder, organisationId: await database.anOrganisation() };
const groupId = await community.aGroup('Deciding');

const claim = (who: Principal, id: FlagId) => community.get(ClaimFlag).execute(who, id);
const decide = (who: Principal, id: FlagId, kind: DecisionKind) =>
  community.get(DecideFlag).execute(who, id, { kind, note: null, harm: null, copies: false });
const undo = (who: Principal, id: DecisionId) => community.get(UndoDecision).execute(who, id);
const read = (id: FlagId) => community.get(ReadFlag).execute(founder, id);
const decisionsOn = (id: FlagId) => community.get(ReadDecisions).execute(founder, id);

async function decided(id: FlagId, kind: DecisionKind = 'note'): Promise<DecisionId> {
  const outcome = await decide(founder, id, kind);
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  return outcome.decisionId;
}

describe('A claim', () => {
  it('has one holder, who is named to whoever comes second', async () => {
    const { id } = await raiseFlag(community, { groupId });
    await expect(claim(founder, id)).resolves.toMatchObject({ kind: 'claimed' });
    const until = new Date(clock.now().getTime() + 600_000).toISOString();
    const held = { kind: 'refused', reason: 'held', details: { by: founder.staffId, until } };
    expect(await claim(colleague, id)).toEqual(held);
    expect(await decide(colleague, id, 'warn')).toEqual(held);
    expect((await read(id)).claim).toMatchObject({ name: 'Zawadi Founder', you: true });
  });

  it('lasts ten minutes, and longer while its holder is at work', async () => {
    const { id } = await raiseFlag(community, { groupId });
    await claim(founder, id);
    clock.advance({ minutes: 9 });
    await read(id);
    clock.advance({ minutes: 9 });
    expect(await claim(colleague, id)).toMatchObject({ reason: 'held' });
    clock.advance({ minutes: 1 });
    expect(await claim(colleague, id)).toMatchObject({ kind: 'claimed' });
    expect(await decide(founder, id, 'note')).toMatchObject({
      reason: 'held',
      details: { by: colleague.staffId },
    });
  });

  it('is let go by its holder and by nobody else', async () => {
    const { id } = await raiseFlag(community, { groupId });
    await claim(founder, id);
    await community.get(ReleaseClaim).execute(colleague, id);
    expect(await claim(colleague, id)).toMatchObject({ reason: 'held' });
    await community.get(ReleaseClaim).execute(founder, id);
    expect(await claim(colleague, id)).toMatchObject({ kind: 'claimed' });
  });

  it('is asked for by the database too: no program decides without one', async () => {
    const { id, memberId } = await raiseFlag(community, { groupId });
    await claim(colleague, id);
    const insert = database.unitOfWork.run(workOf(founder, 'review'), (tx) =>
      tx.query(
        `INSERT INTO decision (id, organisation_id, flag_id, programme_id, group_id, member_id, kind, via, batch_id,
           decided_by, decided_at) VALUES ($1, app_organisation(), $2, $3, $4, $5, 'note', 'reviewer', $1, $6, app_now())`,
        [newId(), id, community.programmeId, groupId, memberId, founder.staffId],
      ),
    );
    await expect(insert).rejects.toThrow();
    expect(await decisionsOn(id)).toEqual([]);
  });
});

describe('A decision', () => {
  it('takes the flag out of the queue, frees the claim and is on record with its kind', async () => {
    const { id } = await raiseFlag(community, { groupId, level: 'critical' });
    const decisionId = await decided(id, 'ask_delete');
    expect(await read(id)).toMatchObject({ state: 'decided', claim: null });
    const queue = await community.get(ListFlags).execute(founder, { groupId, level: 'critical' }, null);
    expect(queue.flags).toEqual([]);
    const [entry] = await database.ownerQuery(
      `SELECT object_id, actor_id, details->>'kind' AS kind, details->>'decision' AS decision FROM audit_entry
         WHERE act = 'flag.decided' AND object_id = $1`,
      [id],
    );
    expect(entry).toEqual({
      object_id: id,
      actor_id: founder.staffId,
      kind: 'ask_delete',
      decision: decisionId,
    });
  });

  it('on a flag already decided says by whom and when, and changes nothing', async () => {
    const { id } = await raiseFlag(community, { groupId });
    await decided(id, 'warn');
    const at = clock.now().toISOString();
    clock.advance({ minutes: 3 });
    const refused = {
      kind: 'refused',
      reason: 'already-decided',
      details: { kind: 'warn', by: founder.staffId, at },
    };
    expect(await decide(colleague, id, 'nothing_wrong')).toEqual(refused);
    expect(await decide(founder, id, 'nothing_wrong')).toEqual(refused);
    expect(await claim(colleague, id)).toEqual(refused);
    expect(await decisionsOn(id)).toHaveLength(1);
    expect((await read(id)).claim).toBeNull();
  });

  it('is one, however many decide at the same moment', async () => {
    const { id } = await raiseFlag(community, { groupId });
    const people = [
      founder,
      ...Array.from({ length: 4 }, () => community.someone([{ role: 'coordinator', groupId }])),
    ];
    const outcomes = await Promise.all(people.map((who) => decide(who, id, 'warn')));
    expect(outcomes.filter(({ kind }) => kind === 'decided')).toHaveLength(1);
    const others = outcomes.filter(({ kind }) => kind === 'refused');
    for (const other of others)
      expect(['already-decided', 'held']).toContain('reason' in other && other.reason);
    expect(await decisionsOn(id)).toHaveLength(1);
  });

  it('keeps its note under the member’s key: forgotten with them, readable nowhere', async () => {
    const { id, memberId } = await raiseFlag(community, { groupId });
    await community
      .get(DecideFlag)
      .execute(founder, id, { kind: 'note', note: 'She said: niite baadaye', harm: null, copies: false });
    expect(await decisionsOn(id)).toMatchObject([{ note: 'She said: niite baadaye', by: { you: true } }]);
    const [row] = await database.ownerQuery<{ row: string }>(
      'SELECT decision::text AS row FROM decision WHERE flag_id = $1',
      [id],
    );
    expect(row?.row).not.toContain(Buffer.from('baadaye').toString('hex'));
    await vault.destroyKey(organisationId, memberId);
    expect(await decisionsOn(id)).toMatchObject([{ note: null }]);
  });

  it('never punishes a disclosure, in the database either', async () => {
    const { id, memberId } = await raiseFlag(community, { groupId, harm: 'disclosure' });
    expect((await read(id)).offered).toEqual(['nothing_wrong', 'note', 'make_incident']);
    for (const kind of ['warn', 'ask_delete', 'remove_member'] as const)
      expect(await decide(founder, id, kind)).toMatchObject({ reason: 'not-offered' });
    const insert = database.unitOfWork.run(workOf(founder, 'review'), (tx) =>
      tx.query(
        `INSERT INTO decision (id, organisation_id, flag_id, programme_id, group_id, member_id, kind, via, batch_id,
           decided_by, decided_at) VALUES ($1, app_organisation(), $2, $3, $4, $5, 'warn', 'incident', $1, $6, app_now())`,
        [newId(), id, community.programmeId, groupId, memberId, founder.staffId],
      ),
    );
    await expect(insert).rejects.toThrow();
  });

  it('of an incident reaches every copy, whoever holds it, and leaves what was decided as it was', async () => {
    const [held, free, done, shared] = [
      await raiseFlag(community, { groupId }),
      await raiseFlag(community, { groupId }),
      await raiseFlag(community, { groupId }),
      await raiseFlag(community, { groupId, harm: 'disclosure' }),
    ];
    await claim(colleague, held.id);
    await decided(done.id, 'nothing_wrong');
    const flagIds = [held, free, done, shared].map(({ id }) => id);
    const settled = await database.unitOfWork.run(workOf(founder, 'incidents'), (tx) =>
      community
        .get(SettleFlags)
        .execute(tx, { flagIds, kind: 'ask_delete', by: founder.staffId, incidentId: newId<'incident'>() }),
    );
    expect([...settled].sort()).toEqual([held.id, free.id, shared.id].sort());
    expect(await decisionsOn(held.id)).toMatchObject([{ kind: 'ask_delete', via: 'incident' }]);
    expect(await decisionsOn(done.id)).toMatchObject([{ kind: 'nothing_wrong', via: 'reviewer' }]);
    expect(await decisionsOn(shared.id)).toMatchObject([{ kind: 'note', via: 'incident' }]);
    expect(await decide(colleague, held.id, 'warn')).toMatchObject({ reason: 'already-decided' });
  });
});

describe('Undo', () => {
  it('puts the flag back within ten minutes and leaves what was said on record', async () => {
    const { id } = await raiseFlag(community, { groupId });
    const decisionId = await decided(id);
    clock.advance({ minutes: 10 });
    expect((await decisionsOn(id))[0]?.undoableUntil).toEqual(clock.now());
    expect(await undo(founder, decisionId)).toEqual({ kind: 'undone', flagIds: [id] });
    expect(await read(id)).toMatchObject({ state: 'open' });
    expect(await decisionsOn(id)).toMatchObject([{ reversal: { kind: 'undone' }, undoableUntil: null }]);
    expect(await undo(founder, decisionId)).toMatchObject({ reason: 'already-reversed' });
    await decided(id, 'warn');
    expect(await decisionsOn(id)).toHaveLength(2);
  });

  it('is refused after ten minutes, and to whoever did not decide', async () => {
    const { id } = await raiseFlag(community, { groupId });
    const decisionId = await decided(id);
    expect(await undo(colleague, decisionId)).toMatchObject({ reason: 'not-yours' });
    clock.advance({ minutes: 10, ms: 1 });
    expect(await undo(founder, decisionId)).toMatchObject({ reason: 'too-late' });
    expect(await read(id)).toMatchObject({ state: 'decided' });
  });

  it('takes back what detectors were told', async () => {
    const { id } = await raiseFlag(community, { groupId });
    const taught = () =>
      database.ownerQuery('SELECT detector, harm, confirmed FROM feedback WHERE flag_id = $1', [id]);
    const decisionId = await decided(id, 'nothing_wrong');
    expect(await taught()).toEqual([{ detector: 'lexicon', harm: 'scam', confirmed: false }]);
    await undo(founder, decisionId);
    expect(await taught()).toEqual([]);
  });
});

describe('Who decides', () => {
  it('is a reviewer of that place: to everybody else the flag is not there', async () => {
    const elsewhere = await community.aProgramme('Elsewhere');
    const { id } = await raiseFlag(community, { groupId });
    const decisionId = await decided((await raiseFlag(community, { groupId })).id);
    const outsiders = [
      stranger,
      community.someone([{ role: 'community_manager', programmeId: elsewhere }]),
      community.someone([{ role: 'coordinator', groupId: newId<'group'>() }]),
      ...(['admin', 'dpo', 'auditor', 'integration'] as const).map((role) => community.someone([{ role }])),
    ];
    for (const who of outsiders) {
      await expect(claim(who, id)).rejects.toEqual(new FlagNotFound());
      await expect(decide(who, id, 'warn')).rejects.toEqual(new FlagNotFound());
      await expect(community.get(ReadDecisions).execute(who, id)).rejects.toEqual(new FlagNotFound());
      await expect(undo(who, decisionId)).rejects.toEqual(new DecisionNotFound());
    }
    expect(await read(id)).toMatchObject({ state: 'open', claim: null });
    expect(await community.get(CountFlags).execute(founder, { groupId })).not.toEqual([]);
  });
});
