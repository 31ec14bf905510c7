import { afterAll } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from '../../src/create-app.js';
import { Config } from '../../src/platform/config/index.js';
import { openMasterKey } from '../../src/platform/crypto/index.js';
import { dataSource } from '../../src/platform/database/index.js';
import { aDatabase } from './database.js';
import type { TestDatabase } from './database.js';
import { FakeClock } from './fake-clock.js';
import { aHome } from './vault.js';

/** The whole service in this process, on a database of its own and a clock that only the test moves. */
export interface TestService {
  readonly app: NestExpressApplication;
  /** `http://127.0.0.1:<port>`, for supertest: `request(service.address)`. */
  readonly address: string;
  readonly database: TestDatabase;
  readonly clock: FakeClock;
  readonly home: string;
}

export interface ServiceOptions {
  /** Another process of the same installation: its database, clock and home. */
  readonly beside?: TestService;
  readonly clock?: FakeClock;
  /** Environment variables over the harness's own, e.g. `{ MLINZI_WORKERS_IN_PROCESS: 'false' }`. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** At the top of a journey: `const service = await aService();`. Stopped after the file's last test. */
export async function aService(options: ServiceOptions = {}): Promise<TestService> {
  const { beside } = options;
  const clock = beside?.clock ?? options.clock ?? new FakeClock();
  // Hooks run in the order they are named: the service has to be gone before its database is dropped.
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });
  const database = beside?.database ?? (await aDatabase(clock));
  const home = beside?.home ?? (await aHome());
  const config = new Config({
    MLINZI_HOME: home,
    DATABASE_URL: database.ownerUrl,
    MLINZI_LOG_LEVEL: 'error',
    ...options.environment,
  });
  const masterKey = await openMasterKey(home, null);
  const connections = await dataSource({ url: database.serviceUrl, poolSize: 5 }).initialize();
  const app = await createApp({ config, clock, masterKey, dataSource: connections });
  await app.listen(0, '127.0.0.1');
  closing.push(
    () => app.close(),
    () => connections.destroy(),
  );
  return { app, address: await app.getUrl(), database, clock, home };
}
