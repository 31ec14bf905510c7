import { afterAll } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { Examiner, InlineExaminer } from '../../src/detection/index.js';
import { FirstRun } from '../../src/people/index.js';
import { startWorking } from '../../src/pipeline/index.js';
import { Config } from '../../src/platform/config/index.js';
import { openMasterKey } from '../../src/platform/crypto/index.js';
import { dataSource } from '../../src/platform/database/index.js';
import { buildSurface } from '../../src/platform/http/index.js';
import { JsonLogger } from '../../src/platform/logging/index.js';
import { SystemClock } from '../../src/platform/system-clock.js';
import { aDatabase } from '../harness/database.js';
import { FakeClock } from '../harness/fake-clock.js';
import { INLINE_DETECTORS } from '../harness/inline-detectors.js';
import { aHome } from '../harness/vault.js';

export interface ConsoleApp {
  readonly address: string;
  readonly clock: FakeClock;
  /** A use case of the service, to arrange what no page does. */
  get<T>(type: abstract new (...args: never[]) => T): T;
  /** The one-time link a new installation writes where it was started. */
  setupLink(): Promise<string>;
}

/**
 * The whole service as a browser meets it, on a database of its own. Messages are examined in this thread: sources
 * cannot be loaded into a thread of their own before they are built. `environment` adds to its variables.
 */
export async function aConsoleApp(environment: Readonly<Record<string, string>> = {}): Promise<ConsoleApp> {
  const stops: (() => Promise<unknown>)[] = [];
  // Hooks run in the order they are made: the service stops before its database is dropped.
  afterAll(async () => {
    for (const stop of stops) await stop();
  });
  // A browser has a clock of its own: cookies of a service that lives in another year are thrown away.
  const clock = new FakeClock(new SystemClock().now());
  const database = await aDatabase(clock);
  const home = await aHome();
  const config = new Config({
    MLINZI_HOME: home,
    DATABASE_URL: database.ownerUrl,
    MLINZI_LOG_LEVEL: 'error',
    ...environment,
  });
  const masterKey = await openMasterKey(home, null);
  const connections = await dataSource({ url: database.serviceUrl, poolSize: 5 }).initialize();
  const whole = await Test.createTestingModule({
    imports: [AppModule.on({ config, clock, masterKey, dataSource: connections })],
  })
    .overrideProvider(Examiner)
    .useValue(new InlineExaminer(INLINE_DETECTORS))
    .compile();
  const app = whole.createNestApplication<NestExpressApplication>();
  app.useLogger(new JsonLogger(config));
  buildSurface(app, config);
  await app.listen(0, '127.0.0.1');
  startWorking(app, 'console-test');
  stops.push(
    () => {
      // Browsers open connections ahead of need; an unused one would be waited for until it times out.
      app.getHttpServer().closeAllConnections();
      return app.close();
    },
    () => connections.destroy(),
  );
  return {
    clock,
    get: <T>(type: abstract new (...args: never[]) => T) => app.get<T>(type, { strict: false }),
    address: await app.getUrl(),
    setupLink: async () => (await app.get(FirstRun, { strict: false }).setupLink()) ?? '',
  };
}
