import { Global, Module } from '@nestjs/common';
import { Escalation } from '../kernel/escalation.js';
import { EscalationController } from './api/escalation.controller.js';
import { NoticesController } from './api/notices.controller.js';
import { AcknowledgeNotice } from './notices/acknowledge-notice.js';
import { ListOwnNotices } from './notices/list-own-notices.js';
import { NoticeLinks } from './notices/notice-links.js';
import { NoticeRepository } from './notices/notice.repository.js';
import { OpenNoticeLink } from './notices/open-notice-link.js';
import { ToldAbout } from './notices/told-about.js';
import { ToldRepository } from './notices/told.repository.js';
import { OwnNoticesRepository } from './notices/own-notices.repository.js';
import { CarryNotice } from './outgoing/carry-notice.js';
import { NoticeBooks } from './outgoing/notice-books.js';
import { OutgoingRepository } from './outgoing/outgoing.repository.js';
import { PostNotice } from './outgoing/post-notice.js';
import { SendNotices } from './outgoing/send-notices.js';
import { TestNotice } from './outgoing/test-notice.js';
import { ChangePolicy } from './policies/change-policy.js';
import { PolicyInForce } from './policies/policy-in-force.js';
import { PolicyRepository } from './policies/policy.repository.js';
import { ReachProgramme } from './policies/reach-programme.js';
import { ReadPolicy } from './policies/read-policy.js';
import { WhoIsMeant } from './policies/who-is-meant.js';
import { EscalationChecks } from './runs/escalation-checks.js';
import { FireDueSteps } from './runs/fire-due-steps.js';
import { FiringRepository } from './runs/firing.repository.js';
import { RunEscalation } from './runs/run-escalation.js';
import { RunRepository } from './runs/run.repository.js';
import { StandingRepository } from './runs/standing.repository.js';
import { SetWebhook } from './webhook/set-webhook.js';
import { WebhookRepository } from './webhook/webhook.repository.js';

const INNER = [
  CarryNotice,
  EscalationChecks,
  FiringRepository,
  NoticeBooks,
  NoticeLinks,
  NoticeRepository,
  OutgoingRepository,
  OwnNoticesRepository,
  PolicyInForce,
  PolicyRepository,
  PostNotice,
  ReachProgramme,
  RunRepository,
  StandingRepository,
  ToldRepository,
  WebhookRepository,
  WhoIsMeant,
];

const USE_CASES = [
  AcknowledgeNotice,
  ChangePolicy,
  FireDueSteps,
  ListOwnNotices,
  OpenNoticeLink,
  ReadPolicy,
  SendNotices,
  SetWebhook,
  TestNotice,
  ToldAbout,
];

/** Global: whoever has something to answer for asks for the `Escalation` port. Needs an `IncidentDesk` from a global module. */
@Global()
@Module({
  controllers: [EscalationController, NoticesController],
  providers: [...INNER, ...USE_CASES, { provide: Escalation, useClass: RunEscalation }],
  exports: [...USE_CASES, Escalation],
})
export class EscalationModule {}
