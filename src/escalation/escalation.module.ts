import { Global, Module } from '@nestjs/common';
import { Escalation } from '../kernel/escalation.js';
import { CarryNotice } from './notices/carry-notice.js';
import { NoticeBooks } from './notices/notice-books.js';
import { NoticeLinks } from './notices/notice-links.js';
import { NoticeRepository } from './notices/notice.repository.js';
import { OutgoingRepository } from './notices/outgoing.repository.js';
import { PostNotice } from './notices/post-notice.js';
import { SendNotices } from './notices/send-notices.js';
import { WebhookRepository } from './notices/webhook.repository.js';
import { PolicyInForce } from './policies/policy-in-force.js';
import { PolicyRepository } from './policies/policy.repository.js';
import { EscalationChecks } from './runs/escalation-checks.js';
import { FireDueSteps } from './runs/fire-due-steps.js';
import { FiringRepository } from './runs/firing.repository.js';
import { RunEscalation } from './runs/run-escalation.js';
import { RunRepository } from './runs/run.repository.js';
import { StandingRepository } from './runs/standing.repository.js';

const INNER = [
  CarryNotice,
  EscalationChecks,
  FiringRepository,
  NoticeBooks,
  NoticeLinks,
  NoticeRepository,
  OutgoingRepository,
  PolicyInForce,
  PolicyRepository,
  PostNotice,
  RunRepository,
  StandingRepository,
  WebhookRepository,
];

const USE_CASES = [FireDueSteps, SendNotices];

/** Global: whoever has something to answer for asks for the `Escalation` port. */
@Global()
@Module({
  providers: [...INNER, ...USE_CASES, { provide: Escalation, useClass: RunEscalation }],
  exports: [...USE_CASES, Escalation],
})
export class EscalationModule {}
