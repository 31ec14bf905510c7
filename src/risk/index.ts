/** Turns signals into an assessment by a policy that is data; pure, and never touches a message's words. */
export { assess } from './assess.js';
export type { Evidence } from './evidence.js';
export { readPolicy, PolicyError } from './policy.js';
export type { Policy } from './policy.js';
export { DEFAULT_POLICY } from './default-policy.js';
