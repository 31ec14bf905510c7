/** Finds phrases of many languages in the folded view; never says what they mean together. */
export { CueIndex } from './cue-index.js';
export { cueLanguages, readCues } from './read-cues.js';
export type { CueHit } from './cue-index.js';
