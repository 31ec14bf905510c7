/** Knows who decided that a group may be read, for what and until when; lets nothing through without it, and never reads. */
export { ConsentModule } from './consent.module.js';
export { CountRefused } from './gate/count-refused.js';
export { MayProcess } from './gate/may-process.js';
export { Gate } from './gate/gate.js';
export type { Candidate, RefusedCount } from './gate/gate.js';
export { VouchedGate } from './gate/vouched-gate.js';
export { BasisOf } from './ledger/basis-of.js';
export type { BasisRefusal } from './ledger/check-basis.js';
export { BASES, BASIS_METHODS, EXPRESSED_BY } from './ledger/ledger-event.js';
export type { NewBasis } from './ledger/ledger-event.js';
export { isScanPurpose, PURPOSES } from './ledger/purpose.js';
export type { Purpose } from './ledger/purpose.js';
export { RecordBasis } from './ledger/record-basis.js';
export { RecordObjection } from './ledger/record-objection.js';
export type { BasisStatus } from './ledger/status.js';
export { WithdrawBasis } from './ledger/withdraw-basis.js';
