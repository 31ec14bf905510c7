import type { ToldAboutSubject } from '../../escalation/index.js';
import type { FlagId, GroupId, IncidentId, MemberId, StaffId } from '../../kernel/ids.js';
import type { Level } from '../../kernel/level.js';
import type { StepProgress } from '../playbooks/checklist.js';
import type { Playbook, PlaybookStep } from '../playbooks/playbook.js';
import type { Incident } from '../machine/incident.js';

/** What waits for the reader in an incident, most urgent first. */
export const NEEDS = ['accept', 'second', 'answer', 'late', 'yours', 'others'] as const;
export type Need = (typeof NEEDS)[number];

/** One line of the list. Counts are of what the reader may see. */
export interface IncidentLine extends Pick<
  Incident,
  | 'id'
  | 'reference'
  | 'harm'
  | 'state'
  | 'severity'
  | 'visibility'
  | 'openedAt'
  | 'changedAt'
  | 'leaseUntil'
  | 'commander'
  | 'programmeId'
> {
  readonly programme: string;
  readonly timezone: string;
  readonly flags: number;
  readonly groups: number;
  readonly lateSteps: number;
  readonly lastJoinedAt: Date | null;
  readonly need: Need;
}

export interface IncidentGroup {
  readonly id: GroupId;
  readonly name: string;
  readonly flags: number;
  readonly undecided: number;
  /** The first of them, oldest first. */
  readonly first: readonly IncidentFlag[];
}

export interface IncidentFlag {
  readonly flagId: FlagId;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly pseudonym: string;
  readonly level: Level;
  readonly sentAt: Date;
  readonly joinedBy: string;
  readonly state: string;
}

export interface TimelineEntry {
  readonly at: Date;
  /** Null when the service did it. */
  readonly by: StaffId | null;
  readonly kind: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  readonly note: string | null;
}

export interface ChecklistStep extends Omit<StepProgress, 'step'> {
  readonly step: PlaybookStep;
  readonly evidence: readonly { readonly sealedAt: Date; readonly text: string | null }[];
}

/** The whole of an incident, for those who may see it. */
export interface WholeIncident {
  readonly part: 'whole';
  /** Who is recused is nobody's to read here, and who was told is in the timeline. */
  readonly incident: Omit<Incident, 'recused' | 'informed' | 'playbook'>;
  readonly programme: string;
  readonly timezone: string;
  readonly groups: readonly IncidentGroup[];
  readonly timeline: readonly TimelineEntry[];
  readonly playbook: Playbook | null;
  readonly checklist: readonly ChecklistStep[];
  /** Steps that hold the next move back, by id. */
  readonly holding: readonly string[];
  readonly evidence: { readonly pieces: number; readonly intact: boolean };
  readonly told: ToldAboutSubject;
  readonly recusals: number;
  readonly mergedInto: { readonly id: IncidentId; readonly reference: string } | null;
  /** Names of everybody mentioned, and of everybody who may be named. */
  readonly people: Readonly<Partial<Record<StaffId, string>>>;
  readonly fit: readonly StaffId[];
}

/** What a coordinator sees of an incident that touches their groups: that it is, and what of it is theirs. */
export interface OwnPart {
  readonly part: 'own_groups';
  readonly incident: Pick<
    Incident,
    'id' | 'reference' | 'harm' | 'state' | 'severity' | 'openedAt' | 'changedAt' | 'programmeId'
  >;
  readonly programme: string;
  readonly timezone: string;
  readonly groups: readonly IncidentGroup[];
}

export type IncidentView = WholeIncident | OwnPart;
