import { compareLevels } from '../../kernel/level.js';
import type {
  DecisionId,
  FlagId,
  GroupId,
  IncidentId,
  MemberId,
  ProgrammeId,
  StaffId,
} from '../../kernel/ids.js';
import type { StoredFlag } from '../flags/stored-flag.js';

/** What a person may say about a flag. The same words stand in the database. */
export const DECISION_KINDS = [
  'nothing_wrong',
  'note',
  'warn',
  'ask_delete',
  'remove_member',
  'make_incident',
] as const;

export type DecisionKind = (typeof DECISION_KINDS)[number];

/** How a decision came about: a reviewer's own, with identical copies, by an incident's, or after an appeal. */
export type DecisionVia = 'reviewer' | 'copies' | 'incident' | 'appeal';

/** A page of a notebook; longer belongs into an incident. */
export const NOTE_LIMIT = 2_000;

/** Binding of a note: `keyring.seal(memberId, note, NOTE_BINDING)`; the member's words may be in it. */
export const NOTE_BINDING = 'decision.note_ciphertext';

/** A decision as the database has it. */
export interface StoredDecision {
  readonly id: DecisionId;
  readonly flagId: FlagId;
  readonly programmeId: ProgrammeId;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly kind: DecisionKind;
  readonly via: DecisionVia;
  /** Made in one act, undone in one. */
  readonly batchId: string;
  readonly decidedBy: StaffId;
  readonly decidedAt: Date;
  readonly incidentId: IncidentId | null;
  readonly noteCiphertext: Uint8Array | null;
  readonly reversal: 'undone' | 'overturned' | null;
  readonly reversedBy: StaffId | null;
  readonly reversedAt: Date | null;
}

/** Long enough to notice a slip of the thumb; after that a colleague looks at it again, on appeal. */
export const UNDO_MINUTES = 10;

export function undoableUntil(decidedAt: Date): Date {
  return new Date(decidedAt.getTime() + UNDO_MINUTES * 60_000);
}

const PUNISHING: readonly DecisionKind[] = ['warn', 'ask_delete', 'remove_member'];

type Disclosing = Pick<StoredFlag, 'harm' | 'harms'>;

/** Somebody may be in danger and has said so: whatever else the message is, it is answered with help. */
export function isDisclosure({ harm, harms }: Disclosing): boolean {
  return (
    harm === 'disclosure' ||
    harms.some((one) => one.harm === 'disclosure' && compareLevels(one.level, 'medium') >= 0)
  );
}

/** What may be decided about a flag; never a punishment for asking for help. */
export function offeredFor(flag: Disclosing): readonly DecisionKind[] {
  return isDisclosure(flag) ? DECISION_KINDS.filter((kind) => !PUNISHING.includes(kind)) : DECISION_KINDS;
}
