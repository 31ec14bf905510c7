/** Lets go of what is over and forgets people who ask for it; never reads what anybody wrote. */
export type { Erasure, Receipt } from './erasure/erasure.js';
export { FindMember } from './erasure/find-member.js';
export type { FoundMember } from './erasure/find-member.js';
export { ForgetMember } from './erasure/forget-member.js';
export { KeepForgotten } from './erasure/keep-forgotten.js';
export { TellErasures } from './erasure/tell-erasures.js';
export { dataMap } from './map/read-data-map.js';
export { MemberNotFound } from './retention.errors.js';
export { RetentionModule } from './retention.module.js';
export { RunRetention } from './runs/run-retention.js';
export { TellRetention } from './runs/tell-retention.js';
export type { ClassStanding } from './runs/tell-retention.js';
export type { RetentionRun } from './runs/run.repository.js';
