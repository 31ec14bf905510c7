import { Module } from '@nestjs/common';
import { AnswerAppeal } from './appeals/answer-appeal.js';
import { AppealsRepository } from './appeals/appeals.repository.js';
import { OverturnDecision } from './appeals/overturn-decision.js';
import { ReadAppeals } from './appeals/read-appeals.js';
import { RecordAppeal } from './appeals/record-appeal.js';
import { TakeAppeal } from './appeals/take-appeal.js';
import { AppealsController } from './api/appeals.controller.js';
import { StreamQueue } from './pulse/stream-queue.js';
import { WatchQueues } from './pulse/watch-queues.js';
import { ConsentModule } from '../consent/index.js';
import { FeedbackForTraining } from './feedback/feedback-for-training.js';
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
import { QueueRepository } from './queue/queue.repository.js';
import { ReadLoad } from './queue/read-load.js';
import { NextFlag } from './queue/next-flag.js';
import { RaiseFlags } from './flags/raise-flags.js';
import { ReachFlag } from './flags/reach-flag.js';
import { ReadFlag } from './flags/read-flag.js';
import { ShowFlags } from './flags/show-flags.js';
import { PulseRepository } from './pulse/pulse.repository.js';
import { HoldForReading } from './reassessment/hold-for-reading.js';
import { ReassessFlags } from './reassessment/reassess-flags.js';
import { ReassessmentRepository } from './reassessment/reassessment.repository.js';

const INNER = [
  AppealsRepository,
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
  OverturnDecision,
  PulseRepository,
  QueueRepository,
  ReachFlag,
  ReassessmentRepository,
  RecordDecisions,
  ReverseDecisions,
  ShowFlags,
  WatchQueues,
];

const USE_CASES = [
  AnswerAppeal,
  ClaimFlag,
  CountFlags,
  DecideFlag,
  EscalateOverdueFlags,
  FeedbackForTraining,
  HoldForReading,
  ListFlags,
  NextFlag,
  RaiseFlags,
  ReadAppeals,
  ReadContext,
  ReadCopies,
  ReadDecisions,
  ReadDetectorRecord,
  ReadFlag,
  ReadFollowUp,
  ReadHistory,
  ReadLoad,
  ReassessFlags,
  RecordAppeal,
  ReleaseClaim,
  ReportDone,
  SettleFlags,
  StreamQueue,
  TakeAppeal,
  UndoDecision,
];

@Module({
  imports: [ActionsModule, ConsentModule, IntakeModule],
  controllers: [AppealsController, DecisionsController, FlagsController, FollowUpController],
  providers: [...INNER, ...USE_CASES],
  exports: USE_CASES,
})
export class ReviewModule {}
