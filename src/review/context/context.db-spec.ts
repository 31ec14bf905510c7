import { beforeAll, describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { raiseFlag, raiseFlags } from '../../../test/harness/raised-flags.js';
import { newId } from '../../kernel/ids.js';
import type { FlagId, MemberId } from '../../kernel/ids.js';
import { DecideFlag } from '../decisions/decide-flag.js';
import type { DecisionKind } from '../decisions/decision.js';
import { ReadDetectorRecord } from '../feedback/read-detector-record.js';
import { ReadHistory } from '../history/read-history.js';
import { FlagNotFound } from '../review.errors.js';
import { ReadContext } from './read-context.js';

const community = await aCommunity();
const { database, founder, vault, organisationId } = community;
const groupId = await community.aGroup('Talking');
const sentAt = new Date('2026-05-03T09:00:00Z');
let flagged: { id: FlagId; memberId: MemberId };
let bystander: MemberId;

/** A message as the walk stores it. */
async function said(memberId: MemberId, minutes: number, text: string): Promise<string> {
  const keys = await vault.keyring(organisationId, [memberId]);
  const id = newId<'message'>();
  await database.ownerQuery(
    `INSERT INTO message (id, organisation_id, group_id, member_id, channel_kind, sent_at, stored_at, text_ciphertext,
       state, forwarded, language, heat) VALUES ($1, $2, $3, $4, 'whatsapp-export', $5, $6, $7, 'sent', 'no', 'swa', 0)`,
    [
      id,
      organisationId,
      groupId,
      memberId,
      new Date(sentAt.getTime() + minutes * 60_000),
      database.clock.now(),
      keys.seal(memberId, text, 'message.text_ciphertext'),
    ],
  );
  return id;
}

async function called(memberId: MemberId, handle: string): Promise<void> {
  const keys = await vault.keyring(organisationId, [memberId]);
  await database.ownerQuery(
    `INSERT INTO member_alias (organisation_id, handle_index, member_id, channel_kind, handle_ciphertext)
       VALUES ($1, $2, $3, 'whatsapp-export', $4)`,
    [
      organisationId,
      Buffer.from(handle),
      memberId,
      keys.seal(memberId, handle, 'member_alias.handle_ciphertext'),
    ],
  );
}

const context = (size: number) => community.get(ReadContext).execute(founder, flagged.id, size);

beforeAll(async () => {
  flagged = await raiseFlag(community, { groupId });
  bystander = await community.aMember();
  const other = await community.aMember();
  await called(bystander, 'Amina Hassan');
  await called(flagged.memberId, 'Baraka');
  await said(bystander, -3, 'Leo mkutano ni saa kumi? Piga 0700 000 001');
  await said(other, -2, 'Amina, ndiyo');
  await said(flagged.memberId, -1, 'Nina habari njema');
  await said(bystander, 1, 'Baraka, acha!');
  await said(other, 2, 'Tumwulize Amina Hassan');
});

describe('The messages around a flag', () => {
  it('are told in order, bystanders by letters, what leads to anybody masked', async () => {
    const pseudonym = expect.stringMatching(/^M-\w{4}$/) as unknown;
    expect(await context(2)).toMatchObject({
      before: [
        { who: 'A', own: false, text: '[B], ndiyo' },
        { who: pseudonym, own: true, text: 'Nina habari njema' },
      ],
      after: [
        { who: 'B', own: false, text: expect.stringMatching(/^\[M-\w{4}\], acha!$/) as unknown },
        { who: 'A', own: false, text: 'Tumwulize [B]' },
      ],
    });
    const { before } = await context(10);
    expect(before.map(({ text }) => text)).toContain('Leo mkutano ni saa kumi? Piga […]');
  });

  it('are read on record', async () => {
    const count = async () =>
      (
        await database.ownerQuery(
          `SELECT 1 FROM audit_entry WHERE act = 'context.viewed' AND object_id = $1`,
          [flagged.id],
        )
      ).length;
    const before = await count();
    await context(1);
    expect(await count()).toBe(before + 1);
  });

  it('are softened where they were flagged for something hard to read', async () => {
    const message = await said(bystander, 3, 'Maneno makali');
    const severe = await raiseFlag(community, {
      groupId,
      harm: 'threat',
      level: 'high',
      memberId: bystander,
    });
    await database.ownerQuery('UPDATE flag SET message_id = $1 WHERE id = $2', [message, severe.id]);
    const { after } = await context(10);
    expect(after.map(({ softened }) => softened)).toEqual([false, false, true]);
  });

  it('lose the words of whoever was erased', async () => {
    const gone = await community.aMember();
    await said(gone, 0.5, 'Nisahau');
    await vault.destroyKey(organisationId, gone);
    const { after } = await context(1);
    expect(after).toMatchObject([{ text: null }]);
  });

  it('are nobody’s business outside the reviewer’s reach', async () => {
    for (const who of [
      community.someone([{ role: 'dpo' }]),
      community.someone([{ role: 'coordinator', groupId: newId<'group'>() }]),
      { ...founder, organisationId: await database.anOrganisation() },
    ])
      await expect(community.get(ReadContext).execute(who, flagged.id, 2)).rejects.toEqual(
        new FlagNotFound(),
      );
  });
});

describe('What was decided before', () => {
  const sketch = 0x0f0f_0f0f_f0f0_f0f0n;

  async function decide(id: FlagId, kind: DecisionKind): Promise<void> {
    database.clock.advance({ minutes: 1 });
    const decided = await community
      .get(DecideFlag)
      .execute(founder, id, { kind, note: 'Not for others', harm: null, copies: false });
    if (decided.kind === 'refused') throw new Error(decided.reason);
  }

  it('about the same member and the same text stands beside a flag, near-same texts too', async () => {
    const memberId = await community.aMember();
    const [now, same, near, far] = await raiseFlags(
      community,
      { groupId, memberId, sketch },
      { groupId, memberId },
      { groupId, sketch: sketch ^ 0b1000_0001n },
      { groupId, sketch: sketch ^ 0xffffn },
    );
    if (!now || !same || !near || !far) throw new Error('Nothing was raised');
    for (const { id } of [same, far]) await decide(id, 'warn');
    await decide(near.id, 'ask_delete');
    const history = await community.get(ReadHistory).execute(founder, now.id);
    expect(history).toMatchObject({
      member: [{ flagId: same.id, kind: 'warn', by: { you: true } }],
      text: [{ flagId: near.id, kind: 'ask_delete' }],
    });
    expect(JSON.stringify(history)).not.toContain('Not for others');
  });

  it('says what a detector’s word was worth, from twenty decisions on', async () => {
    const record = () => community.get(ReadDetectorRecord).execute(founder, ['lexicon', 'spread']);
    await database.ownerQuery('DELETE FROM feedback');
    const raised = await raiseFlags(community, ...Array.from({ length: 20 }, () => ({ groupId })));
    const [last, ...others] = raised.map(({ id }) => id);
    if (!last) throw new Error('Nothing was raised');
    for (const id of others) await decide(id, 'warn');
    expect(await record()).toEqual([]);
    await decide(last, 'nothing_wrong');
    expect(await record()).toEqual([{ detector: 'lexicon', decided: 20, confirmed: 19 }]);
  });
});
