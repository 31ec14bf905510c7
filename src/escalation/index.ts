/** Tells somebody until somebody answers, and remembers who was told; never says what it is about. */
export { EscalationModule } from './escalation.module.js';
export { SendNotices } from './notices/send-notices.js';
export { FireDueSteps } from './runs/fire-due-steps.js';
