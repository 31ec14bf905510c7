/** Knows who decided that a group may be read, for what and until when; lets nothing through without it, and never reads. */
export { MemberNotFound, OrganisationRequired } from './consent.errors.js';
export { ConsentModule } from './consent.module.js';
export { CountRefused } from './gate/count-refused.js';
export { Gate, REFUSAL_REASONS } from './gate/gate.js';
export type { Admission, Candidate, LedgerPosition, RefusalReason, RefusedCount } from './gate/gate.js';
export { HARM_PURPOSES, mayLookFor } from './gate/harm-purposes.js';
export { MayProcess } from './gate/may-process.js';
export type { ProcessingQuestion } from './gate/may-process.js';
export { RefusalsOf } from './gate/refusals-of.js';
export type { Verdict } from './gate/rule.js';
export { VouchedGate } from './gate/vouched-gate.js';
export { BasisOf } from './ledger/basis-of.js';
export type { BasisRefusal } from './ledger/check-basis.js';
export { ExportLedger } from './export/export-ledger.js';
export type { LedgerDocument } from './export/json-ld.js';
export { BASES, BASIS_METHODS, EXPRESSED_BY, OBJECTION_METHODS } from './ledger/ledger-event.js';
export type {
  Basis,
  BasisMethod,
  ExpressedBy,
  NewBasis,
  Objection,
  ObjectionMethod,
} from './ledger/ledger-event.js';
export { isScanPurpose, PURPOSES } from './ledger/purpose.js';
export type { Purpose } from './ledger/purpose.js';
export { RecordBasis } from './ledger/record-basis.js';
export { RecordObjection } from './ledger/record-objection.js';
export type { ObjectionRecorded } from './ledger/record-objection.js';
export type { BasisStatus } from './ledger/status.js';
export { WithdrawBasis } from './ledger/withdraw-basis.js';
