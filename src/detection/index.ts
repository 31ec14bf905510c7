/** Runs detectors over a batch of admitted messages and isolates their failures; never decides how bad anything is. */
export type * from './detector.js';
export type * from './text-views.js';
