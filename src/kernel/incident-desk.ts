import type { Acknowledgement } from './escalation.js';
import type { Harm } from './harm.js';
import type { FlagId, GroupId, IncidentId, MemberId, MessageId, ProgrammeId, StaffId } from './ids.js';
import type { Level } from './level.js';
import type { Severity } from './severity.js';
import type { Transaction } from './transaction.js';

/** What an incident needs to know of a flag; none of the member's words. */
export interface FlagForIncident {
  readonly flagId: FlagId;
  readonly messageId: MessageId;
  readonly programmeId: ProgrammeId;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  /** Null on a flag of which no harm was told. */
  readonly harm: Harm | null;
  readonly level: Level;
  readonly sentAt: Date;
}

/** A reviewer's word that flags are an incident. */
export interface IncidentRequest {
  readonly flags: readonly FlagForIncident[];
  readonly by: StaffId;
  /** Taken instead of what the level says, when given; the worse of both counts. */
  readonly severity: Severity | null;
  readonly harm: Harm;
}

/** Where flags become incidents, in the caller's transaction. */
export abstract class IncidentDesk {
  /** High and critical flags as they are raised: each joins an open incident or opens one. Others are left alone. */
  abstract receive(tx: Transaction, flags: readonly FlagForIncident[]): Promise<void>;
  /** Opens or joins; answers which. */
  abstract open(tx: Transaction, request: IncidentRequest): Promise<IncidentId>;
  /** A person answered for it: the incident is theirs to triage. Idempotent, safe when late. */
  abstract acknowledge(tx: Transaction, incident: IncidentId, by: StaffId): Promise<Acknowledgement>;
}
