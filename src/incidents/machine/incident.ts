import type { Harm } from '../../kernel/harm.js';
import type { IncidentId, ProgrammeId, StaffId } from '../../kernel/ids.js';
import type { Severity } from '../../kernel/severity.js';
import type { DecisionKind } from '../../review/index.js';
import type { Playbook } from '../playbooks/playbook.js';
import type { IncidentState } from './transitions.js';

export const VISIBILITIES = ['open', 'need_to_know'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** Why an incident was nothing, from a closed list: it teaches the detectors. */
export const DISMISSALS = ['false_alarm', 'known_and_harmless', 'duplicate', 'not_ours', 'test'] as const;
export type Dismissal = (typeof DISMISSALS)[number];

export const RESOLUTIONS = ['ended', 'referred', 'could_not_act', 'withdrawn_by_affected'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export const REOPENINGS = ['it_happened_again', 'new_evidence', 'ended_in_error'] as const;
export type Reopening = (typeof REOPENINGS)[number];

/** What the person it happened to wants, or that asking would have put them at risk. */
export const WISHES = ['recorded', 'not_safely_obtainable'] as const;
export type Wishes = (typeof WISHES)[number];

/** An incident as the database has it. */
export interface Incident {
  readonly id: IncidentId;
  readonly programmeId: ProgrammeId;
  readonly reference: string;
  readonly harm: Harm;
  readonly state: IncidentState;
  readonly severity: Severity;
  readonly worstSeverity: Severity;
  readonly visibility: Visibility;
  readonly openedAt: Date;
  /** Null when detection opened it. */
  readonly openedBy: StaffId | null;
  readonly changedAt: Date;
  readonly triagedBy: StaffId | null;
  readonly leaseUntil: Date | null;
  /** Named to command, not yet accepted. */
  readonly offeredTo: StaffId | null;
  readonly offeredAt: Date | null;
  /** A second person is waited for. */
  readonly askedAct: 'close' | 'dismiss' | null;
  readonly askedBy: StaffId | null;
  readonly askedAt: Date | null;
  readonly askedReason: string | null;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
  readonly decidedBy: StaffId | null;
  readonly secondedBy: StaffId | null;
  readonly mergedInto: IncidentId | null;
  /** As it stood when the incident was confirmed. */
  readonly playbook: Playbook | null;
  /** What was decided about every copy, also those that come later. */
  readonly settledKind: DecisionKind | null;
  readonly settledBy: StaffId | null;
  readonly wishes: Wishes | null;
  readonly informed: readonly StaffId[];
  readonly recused: readonly StaffId[];
  /** Who commands now. */
  readonly commander: StaffId | null;
  readonly commandSince: Date | null;
}

/** What a change may touch; the database guards what is touched together. */
export type IncidentChange = Partial<
  Pick<
    Incident,
    | 'harm'
    | 'severity'
    | 'visibility'
    | 'triagedBy'
    | 'leaseUntil'
    | 'offeredTo'
    | 'offeredAt'
    | 'askedAct'
    | 'askedBy'
    | 'askedAt'
    | 'askedReason'
    | 'endedAt'
    | 'endedReason'
    | 'decidedBy'
    | 'secondedBy'
    | 'mergedInto'
    | 'playbook'
    | 'settledKind'
    | 'settledBy'
    | 'wishes'
    | 'informed'
  >
>;

/** Binding of everything sealed under an incident's own key. */
export const NOTE_BINDING = 'incident_event.note_ciphertext';
