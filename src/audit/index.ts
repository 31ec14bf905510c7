/** Remembers who did what, so that nobody can unsay it; never what anybody wrote. */
export { AuditModule } from './audit.module.js';
export { CheckpointDue } from './checkpoint/checkpoint-due.js';
export { sayCheckpoint } from './checkpoint/checkpoint-mail.js';
export { ExportLog } from './export/export-log.js';
export { HandOverLog } from './export/hand-over-log.js';
export type { EntryFilter } from './read/entry-filter.js';
export type { ListedEntry } from './read/entries.repository.js';
export { ReadLog } from './read/read-log.js';
export type { EntryPage, LogHead } from './read/read-log.js';
export { SequenceEntries } from './sequence/sequence-entries.js';
export { VerifyLog } from './verify/verify-log.js';
export { say, verifyFile } from './verify/verify-export.js';
export type { Verdict } from './verify/verify-export.js';
