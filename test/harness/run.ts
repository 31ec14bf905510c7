/* The harness is the one part of the tests that knows how jest was started. */
import { env } from 'node:process';

/** The folder of this run, made by `jest.setup.js` and removed at its end. */
export function runFolder(): string {
  const folder = env.MLINZI_TEST_RUN;
  if (!folder) throw new Error('Run the tests with `npm test`: jest.config.js prepares the folder they need');
  return folder;
}

/** A PostgreSQL server to test against instead of the embedded one, as a role that may create databases and roles. */
export function givenServer(): string | null {
  return env.MLINZI_TEST_DATABASE_URL ?? null;
}
