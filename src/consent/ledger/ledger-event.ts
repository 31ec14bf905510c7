import type { GroupId, MemberId, OrganisationId } from '../../kernel/ids.js';
import type { Purpose } from './purpose.js';

/** The legal grounds of privacy law; the same strings stand in code, JSON and database. */
export const BASES = [
  'consent',
  'explicit_consent',
  'vital_interest',
  'public_interest',
  'legitimate_interest',
  'legal_obligation',
  'contract',
] as const;

export type Basis = (typeof BASES)[number];

/** How a decision was expressed. */
export const BASIS_METHODS = ['button', 'vote', 'paper', 'witnessed'] as const;

export type BasisMethod = (typeof BASIS_METHODS)[number];

/** Members can also object by writing in the chat. */
export const OBJECTION_METHODS = [...BASIS_METHODS, 'message'] as const;

export type ObjectionMethod = (typeof OBJECTION_METHODS)[number];

export const EXPRESSED_BY = ['self', 'caregiver', 'guardian', 'group_admin', 'organisation'] as const;

export type ExpressedBy = (typeof EXPRESSED_BY)[number];

/** What a group decided, as it is shown to the group, to the data protection officer and in receipts. */
export interface NewBasis {
  readonly basis: Basis;
  /** Everything the group may be processed for from now on; a new basis replaces the one before. */
  readonly purposes: readonly Purpose[];
  /** The role or body that decided ("assembly of the group"), never a private person's name. */
  readonly decidedBy: string;
  readonly decidedAt: Date;
  readonly noticeVersion: string;
  readonly noticeText: string;
  /** ISO 639-3, the languages the notice was posted in. */
  readonly noticeLanguages: readonly string[];
  readonly method: BasisMethod;
  readonly expressedBy: ExpressedBy;
  /** Null: until withdrawn. */
  readonly validUntil: Date | null;
  /** The condition of Art. 9(2) GDPR or its like that is relied on, where special categories are concerned. */
  readonly specialCategoryCondition: string | null;
  /** Required for legitimate interest. */
  readonly balancingTestId: string | null;
  /** Whoever asked has power over those who answered (aid, grades, papers): consent cannot be free. */
  readonly powerImbalance: boolean;
}

interface LedgerEvent {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly at: Date;
  /** Staff id, or the name of the service's job for what members wrote in the chat. */
  readonly recordedBy: string;
}

export interface BasisRecorded extends LedgerEvent {
  readonly event: 'recorded';
  readonly groupId: GroupId;
  readonly terms: NewBasis;
}

export interface BasisWithdrawn extends LedgerEvent {
  readonly event: 'withdrawn';
  readonly groupId: GroupId;
}

export type BasisEvent = BasisRecorded | BasisWithdrawn;

/** A member's own wish. `groupId` null: in every group of the organisation. */
export interface Objection {
  readonly memberId: MemberId;
  readonly groupId: GroupId | null;
  readonly event: 'opted_out' | 'opted_in';
  readonly method: ObjectionMethod;
  readonly expressedBy: ExpressedBy;
}

export interface ObjectionEvent extends LedgerEvent, Objection {}
