import { Global, Module } from '@nestjs/common';
import { AuditTrail } from '../kernel/audit-trail.js';
import { AuditController } from './api/audit.controller.js';
import { AuditCheck } from './audit-check.repository.js';
import { CheckpointDue } from './checkpoint/checkpoint-due.js';
import { SignCheckpoint } from './checkpoint/sign-checkpoint.js';
import { ExportLog } from './export/export-log.js';
import { HandOverLog } from './export/hand-over-log.js';
import { ProveEntry } from './read/prove-entry.js';
import { ReadLog } from './read/read-log.js';
import { EntryTrail } from './record/entry-trail.js';
import { SequenceEntries } from './sequence/sequence-entries.js';
import { VerifyLog } from './verify/verify-log.js';

/** Gives every room the `AuditTrail`. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [
    { provide: AuditTrail, useClass: EntryTrail },
    SequenceEntries,
    SignCheckpoint,
    CheckpointDue,
    ExportLog,
    VerifyLog,
    HandOverLog,
    ReadLog,
    ProveEntry,
    AuditCheck,
  ],
  exports: [AuditTrail, CheckpointDue, SequenceEntries, ExportLog, VerifyLog, HandOverLog, ReadLog],
})
export class AuditModule {}
