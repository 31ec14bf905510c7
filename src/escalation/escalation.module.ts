import { Global, Module } from '@nestjs/common';
import { Escalation } from '../kernel/escalation.js';
import { NoticeRepository } from './notices/notice.repository.js';
import { PolicyInForce } from './policies/policy-in-force.js';
import { PolicyRepository } from './policies/policy.repository.js';
import { RunEscalation } from './runs/run-escalation.js';
import { RunRepository } from './runs/run.repository.js';

/** Global: whoever has something to answer for asks for the `Escalation` port. */
@Global()
@Module({
  providers: [
    NoticeRepository,
    PolicyInForce,
    PolicyRepository,
    RunRepository,
    { provide: Escalation, useClass: RunEscalation },
  ],
  exports: [Escalation],
})
export class EscalationModule {}
