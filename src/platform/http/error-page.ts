import type { Request } from 'express';
import type { Problem } from './problem.js';

/** Implemented by the console: a page for people where the API answers problem+json. */
export abstract class ErrorPage {
  /** HTML, or null where the request is none of the console's. */
  abstract render(problem: Problem, request: Request): string | null;
}
