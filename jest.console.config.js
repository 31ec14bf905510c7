import base from './jest.config.js';

/** The console in a real browser: slow, so it has a run of its own (`npm run test:console`). */
export default {
  ...base,
  roots: ['<rootDir>/test/console'],
  testMatch: ['**/*.browser-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // A browser and a whole service per file: two at once would fight over a small machine's cores.
  maxWorkers: 1,
  testTimeout: 180_000,
};
