import 'reflect-metadata';
import { hostname } from 'node:os';
import { createApp } from './create-app.js';
import { AppError } from './kernel/app-error.js';
import { startWorking } from './pipeline/index.js';
import { readConfig } from './platform/config/index.js';
import { openFloor } from './platform/floor.js';
import { KeepForgotten } from './retention/index.js';

/** Walks messages and nothing else; any number of these may run beside a service, on any machine that sees its database. */
try {
  const config = readConfig();
  const floor = await openFloor(config, 'guest');
  // The whole service but for listening: what a worker needs of it, and nobody can reach the rest.
  const app = await createApp(floor);
  await app.init();
  await app.get(KeepForgotten, { strict: false }).replay();
  const name = `${hostname()}/${process.pid}`;
  startWorking(app, name);
  process.stdout.write(`Worker ${name} walks messages\n`);
  // The batches it took are finished; a second signal finds no listener and ends the process at once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      void app
        .close()
        .then(() => floor.close())
        .then(() => process.exit(0));
    });
} catch (error) {
  const refused = error instanceof AppError;
  process.stderr.write(`${refused ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = refused ? 2 : 1;
}
