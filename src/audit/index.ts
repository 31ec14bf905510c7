/** Remembers who did what, so that nobody can unsay it; never what anybody wrote. */
export { ActRefused, AuditUnavailable } from './audit.errors.js';
export { AuditModule } from './audit.module.js';
export { VerifyChain } from './verify-chain.js';
export type { ChainFault, ChainVerdict } from './verify-chain.js';
