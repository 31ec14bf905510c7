/** Tells somebody until somebody answers, and remembers who was told; never says what it is about. */
export { InvalidWebhook, NoticeNotFound } from './escalation.errors.js';
export { EscalationModule } from './escalation.module.js';
export { AcknowledgeNotice } from './notices/acknowledge-notice.js';
export { ListOwnNotices } from './notices/list-own-notices.js';
export type { NoticeView } from './notices/notice-view.js';
export { OpenNoticeLink } from './notices/open-notice-link.js';
export { ToldAbout } from './notices/told-about.js';
export type { ToldAboutSubject } from './notices/told-about.js';
export { SendNotices } from './outgoing/send-notices.js';
export { TestNotice } from './outgoing/test-notice.js';
export { ChangePolicy } from './policies/change-policy.js';
export { LONGEST_MINUTES, MOST_STEPS, SHORTEST_MINUTES } from './policies/policy.js';
export type { Step, Target } from './policies/policy.js';
export { ReadPolicy } from './policies/read-policy.js';
export type { PolicyView, ShownPolicy } from './policies/read-policy.js';
export type { NamedPerson } from './policies/who-is-meant.js';
export { FireDueSteps } from './runs/fire-due-steps.js';
export { SetWebhook } from './webhook/set-webhook.js';
