/** Reads a message in several views made for matching, and compares words and texts; never decides what they mean. */
export { countLetters } from './fold/count-letters.js';
export { editDistance } from './match/edit-distance.js';
export { jaccard, minHash, signatureSimilarity } from './match/min-hash.js';
export { characterShingles, hash32, wordShingles } from './match/shingles.js';
export { hammingDistance, keyedSimHash } from './match/sim-hash.js';
export { PairTable } from './match/pair-table.js';
export { buildTermIndex } from './match/term-index.js';
export type { TermEntry, TermIndex, TermMatch } from './match/term-index.js';
export { romanisedEvidence, romanisedSpelling } from './readings/romanised.js';
export { skeletonOf } from './readings/skeleton.js';
export { transliterate } from './readings/transliterate.js';
export { viewsOf } from './views.js';
