import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../kernel/ids.js';
import { PURPOSES } from '../ledger/purpose.js';
import { ruleOf, verdictOn } from './rule.js';
import type { BasisRow, LedgerExtract, ObjectionRow } from './rule.js';

const at = new Date('2026-03-02T08:00:00Z');
const groupId = newId<'group'>();
const elsewhere = newId<'group'>();
const memberId = newId<'member'>();

const basis: BasisRow = {
  id: 'basis',
  groupId,
  position: 1,
  event: 'recorded',
  purposes: ['scan_hate', 'act'],
  validUntil: null,
};

function objection(change: Partial<ObjectionRow>): ObjectionRow {
  return { id: 'objection', groupId, memberId, position: 1, event: 'opted_out', ...change };
}

function ruling(ledger: LedgerExtract) {
  return ruleOf(ledger, at)(groupId, memberId);
}

describe('The rule on a message', () => {
  it.each([
    ['no basis at all', { bases: [] }, 'no_basis'],
    ['a basis elsewhere', { bases: [{ ...basis, groupId: elsewhere }] }, 'no_basis'],
    ['a withdrawn basis', { bases: [{ ...basis, event: 'withdrawn' as const }] }, 'basis_withdrawn'],
    ['a basis that ends this moment', { bases: [{ ...basis, validUntil: at }] }, 'basis_expired'],
    [
      'a basis to act but not to read',
      { bases: [{ ...basis, purposes: ['act'] as const }] },
      'no_scan_purpose',
    ],
    ['an opt-out here', { bases: [basis], objections: [objection({})] }, 'member_opted_out'],
    [
      'an opt-out everywhere',
      { bases: [basis], objections: [objection({ groupId: null })] },
      'member_opted_out',
    ],
  ])('refuses with %s', (_what, ledger, reason) => {
    expect(ruling({ objections: [], ...ledger })).toEqual({ kind: 'refused', reason });
  });

  it('allows the scan purposes of the basis, and no others', () => {
    const ledger = { bases: [{ ...basis, validUntil: new Date(at.getTime() + 1) }], objections: [] };
    expect(ruling(ledger)).toEqual({ kind: 'allowed', purposes: ['scan_hate'] });
  });

  it('lets one member’s opt-out concern nobody else and no other group', () => {
    const objections = [objection({ groupId: elsewhere }), objection({ memberId: newId<'member'>() })];
    expect(ruling({ bases: [basis], objections })).toMatchObject({ kind: 'allowed' });
  });

  it('lets an opt-in take back only the opt-out of the same place', () => {
    const here = objection({});
    const everywhere = objection({ groupId: null });
    const back = { event: 'opted_in' as const };
    expect(ruling({ bases: [basis], objections: [here, { ...everywhere, ...back }] })).toMatchObject({
      reason: 'member_opted_out',
    });
    expect(ruling({ bases: [basis], objections: [{ ...here, ...back }, everywhere] })).toMatchObject({
      reason: 'member_opted_out',
    });
    expect(ruling({ bases: [basis], objections: [{ ...here, ...back }] })).toMatchObject({ kind: 'allowed' });
  });
});

describe('May something be processed', () => {
  it('is unknown without any event, and unknown is not allowed', () => {
    expect(verdictOn({ bases: [], objections: [] }, 'act', at)).toEqual({ kind: 'unknown', events: [] });
  });

  it('names the event that decided', () => {
    expect(verdictOn({ bases: [basis], objections: [] }, 'act', at)).toEqual({
      kind: 'allow',
      events: ['basis'],
    });
    expect(verdictOn({ bases: [basis], objections: [] }, 'share_agency', at)).toEqual({
      kind: 'deny',
      events: ['basis'],
    });
    const ledger = { bases: [basis], objections: [objection({})] };
    expect(verdictOn(ledger, 'act', at)).toEqual({ kind: 'deny', events: ['objection'] });
  });

  it('never allows a scan purpose that the gate would refuse, and never refuses one the gate would allow', () => {
    const rows = fc.record({
      event: fc.constantFrom('recorded' as const, 'withdrawn' as const),
      purposes: fc.subarray([...PURPOSES]),
      validUntil: fc.option(fc.integer({ min: -2, max: 2 }).map((ms) => new Date(at.getTime() + ms))),
    });
    const wishes = fc.record({
      event: fc.constantFrom('opted_out' as const, 'opted_in' as const),
      groupId: fc.constantFrom(groupId, null),
    });
    fc.assert(
      fc.property(fc.option(rows), fc.array(wishes, { maxLength: 2 }), (row, wanted) => {
        const ledger = { bases: row ? [{ ...basis, ...row }] : [], objections: wanted.map(objection) };
        const ruled = ruling(ledger);
        const allowed = ruled.kind === 'allowed' && ruled.purposes.includes('scan_scam');
        expect(verdictOn(ledger, 'scan_scam', at).kind === 'allow').toBe(allowed);
      }),
    );
  });
});
