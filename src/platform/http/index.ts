/** Everything between the socket and the controllers, and the one translation of errors into problem+json. */
export { ErrorPage } from './error-page.js';
export { ProblemFilter } from './problem.filter.js';
export type { Problem } from './problem.js';
export { buildSurface } from './surface.js';
