import { Global, Module } from '@nestjs/common';
import { AuditTrail } from '../kernel/audit-trail.js';
import { AuditCheck } from './audit-check.repository.js';
import { HashChainedTrail } from './hash-chained-trail.js';
import { VerifyChain } from './verify-chain.js';

/** Gives every room the `AuditTrail`. */
@Global()
@Module({
  providers: [{ provide: AuditTrail, useClass: HashChainedTrail }, VerifyChain, AuditCheck],
  exports: [AuditTrail, VerifyChain],
})
export class AuditModule {}
