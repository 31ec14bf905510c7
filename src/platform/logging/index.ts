/** Structured logs whose fields are a closed list; a member's words have no way in. */
export { JsonLogger } from './json-logger.js';
export { describeError } from './log-event.js';
export type { LogFields, LogLevelName } from './log-event.js';
