/** Knows the order of the rooms and walks messages through them; the only place that does. */
export { Archive } from './keep/archive.js';
export type { Keep } from './keep/archive.js';
export { EscalateDue } from './rounds/escalate-due.js';
export { ExamineMessages } from './examine-messages.js';
export type { Verdict } from './examine-messages.js';
export { PipelineModule } from './pipeline.module.js';
export { ProcessMessages } from './process-messages.js';
export { ReadAgainDue } from './rounds/read-again-due.js';
export { Reception } from './receive/reception.js';
export type { OnTheTable } from './receive/reception.js';
export { RunPipeline } from './run-pipeline.js';
export type { WalkBatch } from './walk-batch.js';
export { startWorking } from './rounds/start-working.js';
