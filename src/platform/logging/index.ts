/** Structured logs whose fields are a closed list; a member's words have no way in. */
export { JsonLogger } from './json-logger.js';
