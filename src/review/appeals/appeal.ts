import type {
  AppealId,
  DecisionId,
  FlagId,
  GroupId,
  MemberId,
  ProgrammeId,
  StaffId,
} from '../../kernel/ids.js';
import type { DecisionVia } from '../decisions/decision.js';

/** Bindings under the member's key: what they said against a decision, and what was answered. */
export const APPEAL_WORDS_BINDING = 'appeal.words_ciphertext';
export const APPEAL_ANSWER_BINDING = 'appeal.answer_ciphertext';

export const APPEAL_OUTCOMES = ['upheld', 'overturned'] as const;

/** `upheld`: the decision stays. `overturned`: it was wrong. */
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

/** An appeal as the database has it, with where its decision stands. */
export interface StoredAppeal {
  readonly id: AppealId;
  readonly decisionId: DecisionId;
  readonly flagId: FlagId;
  readonly programmeId: ProgrammeId;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly via: DecisionVia;
  readonly decidedBy: StaffId;
  readonly recordedBy: StaffId;
  readonly recordedAt: Date;
  readonly wordsCiphertext: Uint8Array;
  readonly takenBy: StaffId | null;
  readonly outcome: AppealOutcome | null;
  readonly answerCiphertext: Uint8Array | null;
  readonly answeredAt: Date | null;
}
