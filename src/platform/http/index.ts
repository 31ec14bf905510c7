/** Everything between the socket and the controllers, and the one translation of errors into problem+json. */
export { ErrorPage } from './error-page.js';
export { RequestInvalid } from './http.errors.js';
export { ProblemFilter } from './problem.filter.js';
export type { Problem } from './problem.js';
export { requestIdOf } from './request-id.js';
export { buildSurface } from './surface.js';
