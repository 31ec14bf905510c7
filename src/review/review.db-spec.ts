import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../test/harness/community.js';
import { raiseFlags } from '../../test/harness/raised-flags.js';
import { newId } from '../kernel/ids.js';
import type { Principal } from '../kernel/principal.js';
import { CountFlags } from './queue/count-flags.js';
import type { FlagFilter } from './queue/flag-filter.js';
import { ListFlags } from './queue/list-flags.js';
import { ReadFlag } from './flags/read-flag.js';
import { ClaimFlag } from './claims/claim-flag.js';
import { ReadLoad } from './queue/read-load.js';
import { FlagNotFound, InvalidCursor } from './review.errors.js';

const community = await aCommunity();
const { database, founder, vault, organisationId } = community;
const stranger = { ...founder, organisationId: await database.anOrganisation() };
const list = community.get(ListFlags);

const raise = (...wanted: Parameters<typeof raiseFlags> extends [unknown, ...infer Rest] ? Rest : never) =>
  raiseFlags(community, ...wanted);

async function levelsOf(principal: Principal, filter: FlagFilter) {
  const { flags } = await list.execute(principal, filter, null);
  return flags.map(({ level }) => level);
}

describe('The queue', () => {
  it('shows what the member wrote, why it was flagged and a pseudonym', async () => {
    const groupId = await community.aGroup('Shown');
    const [raised] = await raise({ groupId, text: 'Tuma pesa haraka' });
    const { flags } = await list.execute(founder, { groupId }, null);
    expect(flags).toEqual([
      {
        id: raised?.id,
        group: { id: groupId, name: 'Shown', timezone: 'Africa/Nairobi' },
        memberId: raised?.memberId,
        pseudonym: expect.stringMatching(/^M-\w{4}$/),
        channelKind: 'whatsapp-export',
        sentAt: new Date('2026-05-03T09:00:00Z'),
        raisedAt: database.clock.now(),
        text: 'Tuma pesa haraka',
        erased: false,
        media: [],
        outcome: 'judged',
        doubts: [],
        level: 'high',
        harms: [
          {
            harm: 'scam',
            probability: 0.9,
            level: 'high',
            signals: [
              {
                detector: 'lexicon',
                version: '1',
                probability: 0.9,
                spans: [{ start: 0, end: 4 }],
                reason: { key: 'listed', params: { list: 'insults' } },
              },
            ],
          },
        ],
        language: {
          language: 'swa',
          confidence: 0.8,
          shares: [{ language: 'swa', share: 1 }],
          script: 'Latn',
        },
        policy: 'default@1',
        state: 'open',
        dueAt: new Date(database.clock.now().getTime() + 3_600_000),
        escalated: false,
        readAgainAt: null,
        claim: null,
        textLanguage: 'sw',
        offered: ['nothing_wrong', 'note', 'warn', 'ask_delete', 'remove_member', 'make_incident'],
        softened: false,
      },
    ]);
    expect(await community.get(ReadFlag).execute(founder, raised?.id ?? newId<'flag'>())).toEqual(flags[0]);
  });

  it('is ordered worst first, and newest first within a level', async () => {
    const groupId = await community.aGroup('Ordered');
    await raise(
      { groupId, level: 'medium', text: 'old medium' },
      { groupId, level: 'high', text: 'old high' },
    );
    database.clock.advance({ minutes: 1 });
    await raise(
      { groupId, level: 'critical', text: 'critical' },
      { groupId, level: 'high', text: 'new high' },
    );
    const { flags } = await list.execute(founder, { groupId }, null);
    expect(flags.map(({ text }) => text)).toEqual(['critical', 'new high', 'old high', 'old medium']);
  });

  it('is cut into pages of twenty-five that neither repeat nor lose a flag while new ones come', async () => {
    const groupId = await community.aGroup('Paged');
    const levels = ['critical', 'high', 'medium'] as const;
    const outcomes = ['judged', 'not_sure', 'language_not_supported'] as const;
    const wanted = Array.from({ length: 60 }, (_, index) => ({
      groupId,
      level: levels[index % 3] ?? 'high',
      outcome: outcomes[index % 2] ?? 'judged',
    }));
    const raised = await raise(...wanted);
    const seen: string[] = [];
    let after: string | null = null;
    const sizes: number[] = [];
    do {
      const page: Awaited<ReturnType<ListFlags['execute']>> = await list.execute(founder, { groupId }, after);
      sizes.push(page.flags.length);
      seen.push(...page.flags.map(({ id }) => id));
      after = page.next;
      database.clock.advance({ seconds: 1 });
      await raise({ groupId, level: 'critical' });
    } while (after !== null);
    expect(sizes).toEqual([25, 25, 10]);
    expect([...seen].sort()).toEqual(raised.map(({ id }) => id).sort());
  });

  it('is narrowed by level, harm, outcome and state', async () => {
    const groupId = await community.aGroup('Narrowed');
    await raise(
      { groupId, level: 'critical', harm: 'threat' },
      { groupId, level: 'medium', harm: 'scam' },
      { groupId, level: 'none', harm: 'scam', outcome: 'not_sure' },
    );
    expect(await levelsOf(founder, { groupId, level: 'critical' })).toEqual(['critical']);
    expect(await levelsOf(founder, { groupId, harm: 'scam' })).toEqual(['medium', 'none']);
    expect(await levelsOf(founder, { groupId, outcome: 'not_sure' })).toEqual(['none']);
    expect(await levelsOf(founder, { groupId, state: 'decided' })).toEqual([]);
    const counts = await community.get(CountFlags).execute(founder, { groupId });
    expect([...counts].sort((a, b) => b.level.localeCompare(a.level))).toEqual([
      { outcome: 'not_sure', level: 'none', open: 1 },
      { outcome: 'judged', level: 'medium', open: 1 },
      { outcome: 'judged', level: 'critical', open: 1 },
    ]);
  });

  it('is narrowed by programme, language and age', async () => {
    const programmeId = await community.aProgramme('Aged');
    const groupId = await community.aGroup('Aged', programmeId);
    const place = { groupId, programmeId };
    await raise({ ...place, level: 'critical', language: 'som' }, { ...place, level: 'medium' });
    database.clock.advance({ hours: 2 });
    await raise({ ...place, level: 'high' });
    expect(await levelsOf(founder, { programmeId })).toEqual(['critical', 'high', 'medium']);
    expect(await levelsOf(founder, { programmeId, language: 'som' })).toEqual(['critical']);
    expect(await levelsOf(founder, { programmeId, waiting: 'hour' })).toEqual(['critical', 'medium']);
    expect(await levelsOf(founder, { programmeId, waiting: 'hour', level: 'medium' })).toEqual(['medium']);
    expect(await levelsOf(founder, { programmeId, waiting: 'overdue' })).toEqual(['critical']);
    expect(await levelsOf(founder, { programmeId, waiting: 'week' })).toEqual([]);
  });

  it('tells how old it is, how much is overdue and how many the reader is on', async () => {
    const programmeId = await community.aProgramme('Loaded');
    const groupId = await community.aGroup('Loaded', programmeId);
    const load = () => community.get(ReadLoad).execute(founder, { programmeId });
    expect(await load()).toEqual({ oldest: null, overdue: 0, claimed: 0 });
    const oldest = database.clock.now();
    await raise({ groupId, programmeId, level: 'medium' });
    database.clock.advance({ hours: 23 });
    const [taken] = await raise({ groupId, programmeId, level: 'high' });
    database.clock.advance({ hours: 1 });
    await community.get(ClaimFlag).execute(founder, taken?.id ?? newId<'flag'>());
    expect(await load()).toEqual({ oldest, overdue: 2, claimed: 1 });
    const coordinator = community.someone([{ role: 'coordinator', groupId: newId<'group'>() }]);
    expect(await community.get(ReadLoad).execute(coordinator, {})).toMatchObject({
      oldest: null,
      overdue: 0,
    });
  });

  it('refuses a page nobody was given', async () => {
    await expect(list.execute(founder, {}, 'page-2')).rejects.toBeInstanceOf(InvalidCursor);
  });
});

describe('The words of a flag', () => {
  it('are gone when the member was erased, and the flag says so', async () => {
    const groupId = await community.aGroup('Erased');
    const [raised] = await raise({ groupId, text: 'Nisahau' });
    await vault.destroyKey(organisationId, raised?.memberId ?? '');
    const { flags } = await list.execute(founder, { groupId }, null);
    expect(flags).toMatchObject([{ text: null, erased: true }]);
  });

  it('are softened when they are hard to read, not when they are merely costly', async () => {
    const groupId = await community.aGroup('Softened');
    await raise({ groupId, harm: 'threat', level: 'high' }, { groupId, harm: 'threat', level: 'medium' });
    await raise({ groupId, harm: 'scam', level: 'critical' });
    const { flags } = await list.execute(founder, { groupId }, null);
    expect(flags.map(({ level, softened }) => [level, softened])).toEqual([
      ['critical', false],
      ['high', true],
      ['medium', false],
    ]);
  });

  it('stand nowhere in the database', async () => {
    const groupId = await community.aGroup('Sealed');
    await raise({ groupId, text: 'neno la siri kabisa' }, { groupId, text: '' });
    const rows = await database.ownerQuery<{ row: string }>(
      'SELECT flag::text AS row FROM flag WHERE group_id = $1',
      [groupId],
    );
    expect(rows).toHaveLength(2);
    const words = [Buffer.from('siri').toString('hex'), 'siri'];
    for (const { row } of rows) for (const word of words) expect(row).not.toContain(word);
  });

  it('are never read without an entry in the log, one for a page', async () => {
    const groupId = await community.aGroup('Watched');
    const [raised] = await raise({ groupId }, { groupId });
    database.clock.advance({ seconds: 1 });
    await list.execute(founder, { groupId }, null);
    database.clock.advance({ seconds: 1 });
    await community.get(ReadFlag).execute(founder, raised?.id ?? newId<'flag'>());
    await list.execute(founder, { groupId, level: 'low' }, null);
    const entries = await database.ownerQuery(
      `SELECT act, details->>'count' AS count, actor_id FROM audit_entry WHERE act LIKE 'flag%.viewed'
         ORDER BY at DESC LIMIT 2`,
    );
    expect(entries).toEqual([
      { act: 'flag.viewed', count: null, actor_id: founder.staffId },
      { act: 'flags.viewed', count: '2', actor_id: founder.staffId },
    ]);
  });
});

describe('Who reads a flag', () => {
  it('is decided by where their reviewing role holds', async () => {
    const elsewhere = await community.aProgramme('Hotline');
    const [here, there] = [await community.aGroup('Here'), await community.aGroup('There', elsewhere)];
    const [mine] = await raise({ groupId: here, level: 'low' });
    const [theirs] = await raise({ groupId: there, programmeId: elsewhere, level: 'critical' });
    const coordinator = community.someone([{ role: 'coordinator', groupId: here }]);
    const manager = community.someone([{ role: 'community_manager', programmeId: elsewhere }]);
    expect(await levelsOf(coordinator, {})).toEqual(['low']);
    expect(await levelsOf(manager, {})).toEqual(['critical']);
    expect(await levelsOf(coordinator, { groupId: there })).toEqual([]);
    expect(await community.get(CountFlags).execute(coordinator, {})).toEqual([
      { outcome: 'judged', level: 'low', open: 1 },
    ]);
    const read = community.get(ReadFlag);
    const [mineId, theirsId] = [mine?.id ?? newId<'flag'>(), theirs?.id ?? newId<'flag'>()];
    await expect(read.execute(coordinator, mineId)).resolves.toMatchObject({ level: 'low' });
    for (const [principal, id] of [
      [coordinator, theirsId],
      [stranger, mineId],
      [founder, newId<'flag'>()],
    ] as const)
      await expect(read.execute(principal, id)).rejects.toEqual(new FlagNotFound());
  });

  it('excludes whoever only runs or audits the service', async () => {
    for (const role of ['admin', 'dpo', 'auditor', 'integration'] as const)
      expect(await levelsOf(community.someone([{ role }]), {})).toEqual([]);
    expect(await levelsOf(stranger, {})).toEqual([]);
  });
});
