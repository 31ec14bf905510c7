import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../test/harness/community.js';
import type { GroupId, MemberId } from '../kernel/ids.js';
import { newId } from '../kernel/ids.js';
import type { Transaction } from '../kernel/transaction.js';
import { GroupNotFound } from '../people/index.js';
import { workOf } from '../platform/auth/index.js';
import { MemberNotFound } from './consent.errors.js';
import { ExportLedger } from './export/export-ledger.js';
import { CountRefused } from './gate/count-refused.js';
import { Gate } from './gate/gate.js';
import { MayProcess } from './gate/may-process.js';
import { RefusalsOf } from './gate/refusals-of.js';
import { BasisOf } from './ledger/basis-of.js';
import type { NewBasis } from './ledger/ledger-event.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { receiptHash } from './ledger/receipt.js';
import { RecordBasis } from './ledger/record-basis.js';
import { RecordObjection } from './ledger/record-objection.js';
import { WithdrawBasis } from './ledger/withdraw-basis.js';

const community = await aCommunity();
const { database, founder } = community;
const { clock } = database;
const stranger = { ...founder, organisationId: await database.anOrganisation() };
const gate = community.get(Gate);
const record = community.get(RecordBasis);
const object = community.get(RecordObjection);
const member = await community.aMember();

const BASIS: NewBasis = {
  basis: 'consent',
  purposes: ['scan_hate', 'scan_scam', 'act'],
  decidedBy: 'assembly of the group',
  decidedAt: clock.now(),
  noticeVersion: '1',
  noticeText: 'This group is read. Write STOP to be left out.',
  noticeLanguages: ['eng', 'swa'],
  method: 'vote',
  expressedBy: 'self',
  validUntil: null,
  specialCategoryCondition: null,
  balancingTestId: null,
  powerImbalance: false,
};

let groups = 0;
async function aGroupWithBasis(change: Partial<NewBasis> = {}): Promise<GroupId> {
  groups += 1;
  const groupId = await community.aGroup(`Group ${groups}`);
  expect(await record.execute(founder, groupId, { ...BASIS, ...change })).toMatchObject({ kind: 'active' });
  return groupId;
}

function inWalk<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database.unitOfWork.run(workOf(founder, 'process_messages'), work);
}

function aCandidate(groupId: GroupId, memberId: MemberId = member) {
  const inbound = {
    externalId: null,
    sender: { handle: '+254700000001', name: 'Amina' },
    sentAt: clock.now(),
    text: 'Habari',
    state: 'sent',
    forwarded: 'no',
    media: [],
    ordinal: 0,
    line: null,
  } as const;
  return { id: newId<'message'>(), groupId, memberId, inbound };
}

function ask(groupId: GroupId, memberId: MemberId = member) {
  return inWalk((tx) => gate.admit(tx, [aCandidate(groupId, memberId)], clock.now()));
}

const optOut = { event: 'opted_out', method: 'message', expressedBy: 'self' } as const;

describe('The gate', () => {
  it('lets nothing through until somebody decided', async () => {
    const groupId = await community.aGroup('Undecided');
    expect(await ask(groupId)).toEqual({
      admitted: [],
      refused: [{ groupId, reason: 'no_basis', count: 1 }],
      ledgerPosition: { basis: 0, objections: 0 },
    });
  });

  it('sorts a batch of several groups and members in one go', async () => {
    const [open, closed] = [await aGroupWithBasis(), await community.aGroup('Closed')];
    const silent = await community.aMember();
    await object.execute(founder, { ...optOut, memberId: silent, groupId: null });
    const candidates = [aCandidate(open), aCandidate(closed), aCandidate(open, silent), aCandidate(closed)];
    const { admitted, refused, ledgerPosition } = await inWalk((tx) =>
      gate.admit(tx, candidates, clock.now()),
    );
    expect(admitted.map(({ id }) => id)).toEqual([candidates[0]?.id]);
    expect(admitted[0]?.purposes).toEqual(['scan_hate', 'scan_scam']);
    expect(refused).toEqual([
      { groupId: closed, reason: 'no_basis', count: 2 },
      { groupId: open, reason: 'member_opted_out', count: 1 },
    ]);
    expect(ledgerPosition.basis).toBeGreaterThan(0);
    expect(ledgerPosition.objections).toBeGreaterThan(0);
  });

  it('follows a withdrawal at once, also for what was admitted and waits', async () => {
    const groupId = await aGroupWithBasis();
    const { admitted } = await ask(groupId);
    expect(admitted).toHaveLength(1);
    await community.get(WithdrawBasis).execute(founder, groupId);
    const again = await inWalk((tx) => gate.readmit(tx, admitted, clock.now()));
    expect(again.admitted).toEqual([]);
    expect(again.refused).toEqual([{ groupId, reason: 'basis_withdrawn', count: 1 }]);
  });

  it('makes a withdrawal wait for the transaction that relied on the basis, and for no later one', async () => {
    const groupId = await aGroupWithBasis();
    const order: string[] = [];
    const admitted = signal();
    const walk = inWalk(async (tx) => {
      await gate.admit(tx, [aCandidate(groupId)], clock.now());
      admitted.give();
      while ((await database.ownerQuery(WAITING_FOR_THE_LEDGER)).length === 0);
      order.push('stored');
    });
    await admitted.given;
    await community.get(WithdrawBasis).execute(founder, groupId);
    order.push('withdrawn');
    await walk;
    expect(order).toEqual(['stored', 'withdrawn']);
    expect((await ask(groupId)).admitted).toEqual([]);
  });

  it('gives new purposes to what is asked again', async () => {
    const groupId = await aGroupWithBasis();
    const { admitted } = await ask(groupId);
    await record.execute(founder, groupId, { ...BASIS, purposes: ['scan_misinformation'] });
    const again = await inWalk((tx) => gate.readmit(tx, admitted, clock.now()));
    expect(again.admitted.map(({ purposes }) => purposes)).toEqual([['scan_misinformation']]);
  });

  it('closes when the basis runs out', async () => {
    const groupId = await aGroupWithBasis({ validUntil: new Date(clock.now().getTime() + 60_000) });
    expect((await ask(groupId)).admitted).toHaveLength(1);
    clock.advance({ minutes: 1 });
    expect((await ask(groupId)).refused).toEqual([{ groupId, reason: 'basis_expired', count: 1 }]);
  });
});

describe('An objection', () => {
  it('wins over any basis until the member takes it back, also said in the chat', async () => {
    const groupId = await aGroupWithBasis();
    const wish = { ...optOut, memberId: member, groupId };
    await inWalk((tx) => object.within(tx, wish));
    expect((await ask(groupId)).refused).toEqual([{ groupId, reason: 'member_opted_out', count: 1 }]);
    await record.execute(founder, groupId, BASIS);
    expect((await ask(groupId)).admitted).toEqual([]);
    await object.execute(founder, { ...wish, event: 'opted_in' });
    expect((await ask(groupId)).admitted).toHaveLength(1);
  });

  it('is recorded only where the person recording it may, and of members that are there', async () => {
    const groupId = await aGroupWithBasis();
    const coordinator = community.someone([{ role: 'coordinator', groupId }]);
    const wish = { ...optOut, memberId: member, groupId };
    await expect(object.execute(stranger, wish)).rejects.toBeInstanceOf(GroupNotFound);
    await expect(object.execute(coordinator, { ...wish, groupId: null })).rejects.toBeInstanceOf(
      MemberNotFound,
    );
    const nobody = newId<'member'>();
    await expect(object.execute(founder, { ...wish, memberId: nobody })).rejects.toBeInstanceOf(
      MemberNotFound,
    );
  });
});

describe('The ledger', () => {
  it('refuses consent under a power imbalance and writes nothing', async () => {
    const groupId = await community.aGroup('Unequal');
    expect(await record.execute(founder, groupId, { ...BASIS, powerImbalance: true })).toMatchObject({
      reason: 'consent-not-free',
    });
    expect(await community.get(BasisOf).execute(founder, groupId)).toEqual({ kind: 'none' });
  });

  it('is withdrawn once', async () => {
    const groupId = await aGroupWithBasis();
    const withdraw = community.get(WithdrawBasis);
    expect(await withdraw.execute(founder, groupId)).toMatchObject({ kind: 'withdrawn', recorded: BASIS });
    expect(await withdraw.execute(founder, groupId)).toMatchObject({ reason: 'no-basis' });
  });

  it('shows nothing of a group that is out of reach', async () => {
    const groupId = await aGroupWithBasis();
    const coordinator = community.someone([{ role: 'coordinator', groupId: newId<'group'>() }]);
    for (const principal of [stranger, coordinator]) {
      await expect(community.get(BasisOf).execute(principal, groupId)).rejects.toBeInstanceOf(GroupNotFound);
      await expect(record.execute(principal, groupId, BASIS)).rejects.toBeInstanceOf(GroupNotFound);
    }
  });

  it('proves each event by a receipt that can be computed again from the stored row', async () => {
    const groupId = await aGroupWithBasis({ validUntil: new Date(clock.now().getTime() + 123_456) });
    await community.get(WithdrawBasis).execute(founder, groupId);
    const events = await inWalk((tx) => community.get(LedgerRepository).eventsOf(tx, [groupId]));
    const stored = await database.ownerQuery<{ receipt_hash: Buffer }>(
      'SELECT receipt_hash FROM basis_event WHERE group_id = $1 ORDER BY position',
      [groupId],
    );
    expect(events.map(receiptHash)).toEqual(stored.map(({ receipt_hash }) => receipt_hash));
    expect(events).toHaveLength(2);
  });

  it('answers what was allowed at an earlier moment, with the events', async () => {
    const groupId = await aGroupWithBasis();
    const before = clock.now();
    clock.advance({ hours: 1 });
    await community.get(WithdrawBasis).execute(founder, groupId);
    const question = { groupId, memberId: member, purpose: 'act' } as const;
    const may = community.get(MayProcess);
    const then = await inWalk((tx) => may.execute(tx, question, before));
    const now = await inWalk((tx) => may.execute(tx, question, clock.now()));
    expect([then.kind, now.kind]).toEqual(['allow', 'deny']);
    expect(then.events).not.toEqual(now.events);
    const unheard = { ...question, groupId: await community.aGroup('Unheard of') };
    expect(await inWalk((tx) => may.execute(tx, unheard, before))).toEqual({ kind: 'unknown', events: [] });
  });

  it('leaves as linked data with the receipts', async () => {
    const groupId = await aGroupWithBasis();
    const document = await community.get(ExportLedger).execute(founder, groupId);
    expect(document).toMatchObject({
      '@id': `urn:uuid:${groupId}`,
      'mlinzi:events': [
        {
          '@type': 'dpv:ConsentRecord',
          'dpv:hasLegalBasis': 'dpv:Consent',
          'dpv:hasStatus': 'dpv:ConsentGiven',
          'dpv:hasNotice': { 'dct:language': ['eng', 'swa'] },
          'mlinzi:receiptHash': expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
    });
  });
});

describe('Refused messages', () => {
  it('leave a number per group, day and reason, for thirty days', async () => {
    const groupId = await community.aGroup('Counted');
    const refused = [{ groupId, reason: 'no_basis', count: 2 } as const];
    const count = community.get(CountRefused);
    await inWalk((tx) => count.execute(tx, refused, clock.now()));
    await inWalk((tx) => count.execute(tx, refused, clock.now()));
    await inWalk((tx) => count.execute(tx, [], clock.now()));
    const refusals = community.get(RefusalsOf);
    expect(await refusals.execute(founder, groupId)).toEqual([{ groupId, reason: 'no_basis', count: 4 }]);
    clock.advance({ days: 31 });
    await database.preparePartitions();
    expect(await refusals.execute(founder, groupId)).toEqual([]);
  });
});

const WAITING_FOR_THE_LEDGER = `
  SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

function signal(): { readonly given: Promise<void>; give(): void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
