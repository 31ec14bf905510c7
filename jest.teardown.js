import { rmSync } from 'node:fs';
import { env } from 'node:process';
import { stopServer } from './jest.setup.js';

export default function tearDown() {
  const folder = env.MLINZI_TEST_RUN;
  if (!folder) return;
  stopServer(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
