import { DETECTORS } from '../../src/detection/index.js';

/**
 * Every detector that runs in the tests' own thread. The encoder's runtime takes only arrays of the realm it was loaded
 * in, which is not the one specs run in: it is tried in processes of its own, see `test/journeys/installed-model.spec.ts`.
 */
export const INLINE_DETECTORS = DETECTORS.filter(({ id }) => id !== 'text-harm');
