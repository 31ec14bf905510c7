import { Module } from '@nestjs/common';
import { ActionsModule } from '../actions/index.js';
import { IntakeModule } from '../intake/index.js';
import { ReadContext } from './context/read-context.js';
import { DecisionsController } from './api/decisions.controller.js';
import { FlagsController } from './api/flags.controller.js';
import { FollowUpController } from './api/follow-up.controller.js';
import { ClaimFlag } from './claims/claim-flag.js';
import { ClaimsRepository } from './claims/claims.repository.js';
import { HoldFlags } from './claims/hold-flags.js';
import { ReleaseClaim } from './claims/release-claim.js';
import { CopiesRepository } from './copies/copies.repository.js';
import { HoldCopies } from './copies/hold-copies.js';
import { ReadCopies } from './copies/read-copies.js';
import { Consequences } from './decisions/consequences.js';
import { DecideFlag } from './decisions/decide-flag.js';
import { DecisionsRepository } from './decisions/decisions.repository.js';
import { ReadFollowUp } from './decisions/read-follow-up.js';
import { ReportDone } from './decisions/report-done.js';
import { EscalateOverdueFlags } from './overdue/escalate-overdue-flags.js';
import { OverdueRepository } from './overdue/overdue.repository.js';
import { ReadDecisions } from './decisions/read-decisions.js';
import { RecordDecisions } from './decisions/record-decisions.js';
import { ReverseDecisions } from './decisions/reverse-decisions.js';
import { SettleFlags } from './decisions/settle-flags.js';
import { UndoDecision } from './decisions/undo-decision.js';
import { ReadDetectorRecord } from './feedback/read-detector-record.js';
import { HistoryRepository } from './history/history.repository.js';
import { ReadHistory } from './history/read-history.js';
import { FeedbackRepository } from './feedback/feedback.repository.js';
import { CountFlags } from './queue/count-flags.js';
import { FlagRepository } from './flags/flag.repository.js';
import { ListFlags } from './queue/list-flags.js';
import { NextFlag } from './queue/next-flag.js';
import { RaiseFlags } from './flags/raise-flags.js';
import { ReachFlag } from './flags/reach-flag.js';
import { ReadFlag } from './flags/read-flag.js';
import { ShowFlags } from './flags/show-flags.js';
import { PulseRepository } from './pulse/pulse.repository.js';

const INNER = [
  ClaimsRepository,
  Consequences,
  CopiesRepository,
  DecisionsRepository,
  FeedbackRepository,
  FlagRepository,
  HistoryRepository,
  HoldCopies,
  HoldFlags,
  OverdueRepository,
  PulseRepository,
  ReachFlag,
  RecordDecisions,
  ReverseDecisions,
  ShowFlags,
];

const USE_CASES = [
  ClaimFlag,
  CountFlags,
  DecideFlag,
  EscalateOverdueFlags,
  ListFlags,
  NextFlag,
  RaiseFlags,
  ReadContext,
  ReadCopies,
  ReadDecisions,
  ReadDetectorRecord,
  ReadFlag,
  ReadFollowUp,
  ReadHistory,
  ReleaseClaim,
  ReportDone,
  SettleFlags,
  UndoDecision,
];

@Module({
  imports: [ActionsModule, IntakeModule],
  controllers: [DecisionsController, FlagsController, FollowUpController],
  providers: [...INNER, ...USE_CASES],
  exports: USE_CASES,
})
export class ReviewModule {}
