import type { GroupId, MemberId } from '../../kernel/ids.js';
import { isScanPurpose } from '../ledger/purpose.js';
import type { Purpose } from '../ledger/purpose.js';
import { isOver } from '../ledger/status.js';
import type { Ruling } from './admit.js';

/** The newest basis event of a group, as far as the gate needs it. */
export interface BasisRow {
  readonly id: string;
  readonly groupId: GroupId;
  readonly position: number;
  readonly event: 'recorded' | 'withdrawn';
  readonly purposes: readonly Purpose[];
  readonly validUntil: Date | null;
}

/** A member's newest wish in one place; `groupId` null is every group. */
export interface ObjectionRow {
  readonly id: string;
  readonly groupId: GroupId | null;
  readonly memberId: MemberId;
  readonly position: number;
  readonly event: 'opted_out' | 'opted_in';
}

/** The part of the ledger that speaks about a batch. */
export interface LedgerExtract {
  readonly bases: readonly BasisRow[];
  readonly objections: readonly ObjectionRow[];
}

/**
 * Makes the rule for a batch. An opt-out wins over every basis, and an opt-in takes back only the opt-out of the same
 * place: having agreed everywhere does not undo having said no here.
 */
export function ruleOf(ledger: LedgerExtract, at: Date): (groupId: GroupId, memberId: MemberId) => Ruling {
  const byGroup = new Map(ledger.bases.map((row) => [row.groupId, rulingOnGroup(row, at)]));
  const out = new Set<string>();
  for (const { event, groupId, memberId } of ledger.objections)
    if (event === 'opted_out') out.add(`${groupId ?? '*'} ${memberId}`);
  return (groupId, memberId) =>
    out.size > 0 && (out.has(`* ${memberId}`) || out.has(`${groupId} ${memberId}`))
      ? { kind: 'refused', reason: 'member_opted_out' }
      : (byGroup.get(groupId) ?? { kind: 'refused', reason: 'no_basis' });
}

function rulingOnGroup(basis: BasisRow, at: Date): Ruling {
  if (basis.event === 'withdrawn') return { kind: 'refused', reason: 'basis_withdrawn' };
  if (isOver(basis.validUntil, at)) return { kind: 'refused', reason: 'basis_expired' };
  const purposes = basis.purposes.filter(isScanPurpose);
  return purposes.length > 0 ? { kind: 'allowed', purposes } : { kind: 'refused', reason: 'no_scan_purpose' };
}

/** `unknown` means deny: nobody has decided. The events are those that decided, for the record. */
export interface Verdict {
  readonly kind: 'allow' | 'deny' | 'unknown';
  readonly events: readonly string[];
}

/** Answers the same question for any purpose, with the events that decided it. */
export function verdictOn(ledger: LedgerExtract, purpose: Purpose, at: Date): Verdict {
  const objections = ledger.objections.filter(({ event }) => event === 'opted_out').map(({ id }) => id);
  if (objections.length > 0) return { kind: 'deny', events: objections };
  const basis = ledger.bases[0];
  if (basis === undefined) return { kind: 'unknown', events: [] };
  const holds = basis.event === 'recorded' && !isOver(basis.validUntil, at);
  return { kind: holds && basis.purposes.includes(purpose) ? 'allow' : 'deny', events: [basis.id] };
}
