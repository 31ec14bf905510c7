import type { GroupId, OrganisationId } from '../../kernel/ids.js';
import type { Basis, BasisEvent, ExpressedBy, BasisMethod } from './ledger-event.js';
import type { Purpose } from './purpose.js';

interface EventColumns {
  readonly id: string;
  readonly organisation_id: OrganisationId;
  readonly group_id: GroupId;
  readonly at: Date;
  readonly recorded_by: string;
}

/** What the table's own constraints promise per kind of event. */
export type BasisEventRow =
  | (EventColumns & { readonly event: 'withdrawn' })
  | (EventColumns & {
      readonly event: 'recorded';
      readonly basis: Basis;
      readonly purposes: readonly Purpose[];
      readonly decided_by: string;
      readonly decided_at: Date;
      readonly notice_version: string;
      readonly notice_text: string;
      readonly notice_languages: readonly string[];
      readonly method: BasisMethod;
      readonly expressed_by: ExpressedBy;
      readonly valid_until: Date | null;
      readonly special_category_condition: string | null;
      readonly balancing_test_id: string | null;
      readonly power_imbalance: boolean;
    });

export function asEvent(row: BasisEventRow): BasisEvent {
  const { id, organisation_id: organisationId, group_id: groupId, at, recorded_by: recordedBy } = row;
  const event = { id, organisationId, groupId, at, recordedBy };
  if (row.event === 'withdrawn') return { ...event, event: 'withdrawn' };
  return {
    ...event,
    event: 'recorded',
    terms: {
      basis: row.basis,
      purposes: row.purposes,
      decidedBy: row.decided_by,
      decidedAt: row.decided_at,
      noticeVersion: row.notice_version,
      noticeText: row.notice_text,
      noticeLanguages: row.notice_languages,
      method: row.method,
      expressedBy: row.expressed_by,
      validUntil: row.valid_until,
      specialCategoryCondition: row.special_category_condition,
      balancingTestId: row.balancing_test_id,
      powerImbalance: row.power_imbalance,
    },
  };
}
