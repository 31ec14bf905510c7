import { Module } from '@nestjs/common';
import { DecisionsController } from './api/decisions.controller.js';
import { FlagsController } from './api/flags.controller.js';
import { ClaimFlag } from './claims/claim-flag.js';
import { ClaimsRepository } from './claims/claims.repository.js';
import { HoldFlags } from './claims/hold-flags.js';
import { ReleaseClaim } from './claims/release-claim.js';
import { Consequences } from './decisions/consequences.js';
import { DecideFlag } from './decisions/decide-flag.js';
import { DecisionsRepository } from './decisions/decisions.repository.js';
import { ReadDecisions } from './decisions/read-decisions.js';
import { RecordDecisions } from './decisions/record-decisions.js';
import { ReverseDecisions } from './decisions/reverse-decisions.js';
import { SettleFlags } from './decisions/settle-flags.js';
import { UndoDecision } from './decisions/undo-decision.js';
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
  DecisionsRepository,
  FeedbackRepository,
  FlagRepository,
  HoldFlags,
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
  ListFlags,
  NextFlag,
  RaiseFlags,
  ReadDecisions,
  ReadFlag,
  ReleaseClaim,
  SettleFlags,
  UndoDecision,
];

@Module({
  controllers: [DecisionsController, FlagsController],
  providers: [...INNER, ...USE_CASES],
  exports: USE_CASES,
})
export class ReviewModule {}
