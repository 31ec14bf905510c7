/** Tells somebody until somebody answers, and remembers who was told; never says what it is about. */
export { EscalationModule } from './escalation.module.js';
