import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent/index.js';
import { DetectionModule } from '../detection/index.js';
import { IntakeModule } from '../intake/index.js';
import { RetentionModule } from '../retention/index.js';
import { ReviewModule } from '../review/index.js';
import { KeepAgain } from './again/keep-again.js';
import { OpenAgain } from './again/open-again.js';
import { ReadMessagesAgain } from './again/read-messages-again.js';
import { Archive } from './keep/archive.js';
import { Bookkeeping } from './keep/bookkeeping.js';
import { DatabaseArchive } from './keep/database-archive.js';
import { DatabaseReception } from './receive/database-reception.js';
import { EscalateDue } from './rounds/escalate-due.js';
import { ExamineMessages } from './examine-messages.js';
import { FlagMessages } from './keep/flag-messages.js';
import { ProcessMessages } from './process-messages.js';
import { ForgetDue } from './rounds/forget-due.js';
import { HandOutCheckpoints } from './rounds/hand-out-checkpoints.js';
import { ReadAgainDue } from './rounds/read-again-due.js';
import { Reception } from './receive/reception.js';
import { RunPipeline } from './run-pipeline.js';
import { SetTable } from './receive/set-table.js';
import { SequenceLog } from './rounds/sequence-log.js';
import { TrafficWalk } from './traffic-walk.js';

/** The walk of the service: the one place that knows the order of the rooms. */
@Module({
  imports: [ConsentModule, DetectionModule, IntakeModule, RetentionModule, ReviewModule],
  providers: [
    Bookkeeping,
    EscalateDue,
    ExamineMessages,
    FlagMessages,
    ForgetDue,
    HandOutCheckpoints,
    KeepAgain,
    OpenAgain,
    ProcessMessages,
    ReadAgainDue,
    ReadMessagesAgain,
    RunPipeline,
    SequenceLog,
    SetTable,
    TrafficWalk,
    { provide: Archive, useClass: DatabaseArchive },
    { provide: Reception, useClass: DatabaseReception },
  ],
  exports: [EscalateDue, ForgetDue, HandOutCheckpoints, ReadAgainDue, RunPipeline, SequenceLog],
})
export class PipelineModule {}
