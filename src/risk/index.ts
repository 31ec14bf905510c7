/** Turns signals into an assessment by a policy that is data; pure, and never touches a message's words. */
export { assess } from './assess.js';
export { combine } from './combine.js';
export { DEFAULT_POLICY } from './default-policy.js';
