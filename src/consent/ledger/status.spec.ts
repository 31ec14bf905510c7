import { describe, expect, it } from '@jest/globals';
import { newId } from '../../kernel/ids.js';
import { refusalOf } from './check-basis.js';
import type { BasisEvent, NewBasis } from './ledger-event.js';
import { receiptHash } from './receipt.js';
import { statusOf } from './status.js';

const at = new Date('2026-03-02T08:00:00Z');

const terms: NewBasis = {
  basis: 'consent',
  purposes: ['scan_hate'],
  decidedBy: 'assembly of the group',
  decidedAt: at,
  noticeVersion: '1',
  noticeText: 'This group is read for hate. Write STOP to be left out.',
  noticeLanguages: ['eng', 'swa'],
  method: 'vote',
  expressedBy: 'self',
  validUntil: null,
  specialCategoryCondition: null,
  balancingTestId: null,
  powerImbalance: false,
};

const base = { organisationId: newId<'organisation'>(), groupId: newId<'group'>(), at, recordedBy: 'staff' };

function recorded(id: string, change: Partial<NewBasis> = {}): BasisEvent {
  return { ...base, id, event: 'recorded', terms: { ...terms, ...change } };
}

const withdrawn: BasisEvent = { ...base, id: 'w', event: 'withdrawn' };

describe('The status of a group', () => {
  it('is none without events, and a withdrawal of nothing changes nothing', () => {
    expect(statusOf([], at)).toEqual({ kind: 'none' });
    expect(statusOf([withdrawn], at)).toEqual({ kind: 'none' });
  });

  it('follows the newest event', () => {
    expect(statusOf([recorded('a')], at)).toMatchObject({ kind: 'active', eventId: 'a' });
    expect(statusOf([recorded('a'), withdrawn], at)).toMatchObject({ kind: 'withdrawn', recorded: terms });
    expect(statusOf([recorded('a'), withdrawn, recorded('b', { basis: 'contract' })], at)).toMatchObject({
      kind: 'active',
      eventId: 'b',
      recorded: { basis: 'contract' },
    });
  });

  it('ends at the moment its validity does', () => {
    const until = recorded('a', { validUntil: at });
    expect(statusOf([until], new Date(at.getTime() - 1)).kind).toBe('active');
    expect(statusOf([until], at).kind).toBe('expired');
  });
});

describe('A basis', () => {
  it.each([
    [{ powerImbalance: true }, 'consent-not-free'],
    [{ powerImbalance: true, basis: 'explicit_consent' as const }, 'consent-not-free'],
    [{ basis: 'legitimate_interest' as const }, 'balancing-test-missing'],
    [{ basis: 'legitimate_interest' as const, balancingTestId: ' ' }, 'balancing-test-missing'],
    [{ validUntil: at }, 'already-over'],
    [{ decidedAt: new Date(at.getTime() + 3_600_000) }, 'decided-in-the-future'],
  ])('with %j is refused as %s', (change, reason) => {
    expect(refusalOf({ ...terms, ...change }, at)?.reason).toBe(reason);
  });

  it.each([
    [{}],
    [{ powerImbalance: true, basis: 'public_interest' as const }],
    [{ basis: 'legitimate_interest' as const, balancingTestId: 'LIA-7' }],
    [{ validUntil: new Date(at.getTime() + 1) }],
  ])('with %j is taken', (change) => {
    expect(refusalOf({ ...terms, ...change }, at)).toBeNull();
  });
});

describe('A receipt', () => {
  it('is the same however the event was put together, and another for any change', () => {
    const event = recorded('a');
    const reordered = Object.fromEntries(Object.entries(event).reverse()) as unknown as BasisEvent;
    expect(hex(reordered)).toBe(hex(event));
    expect(hex(recorded('a', { noticeText: `${terms.noticeText} ` }))).not.toBe(hex(event));
    expect(hex(recorded('b'))).not.toBe(hex(event));
    expect(hex(event)).toMatch(/^[0-9a-f]{64}$/);
  });
});

function hex(event: BasisEvent): string {
  return Buffer.from(receiptHash(event)).toString('hex');
}
