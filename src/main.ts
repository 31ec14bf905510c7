import 'reflect-metadata';
import { AppError } from './kernel/app-error.js';
import { readConfig } from './platform/config/index.js';

try {
  const config = readConfig();
  // A wrong value is refused at once, not after the database driver was read from disk.
  const { startService } = await import('./start-service.js');
  const service = await startService(config);
  process.stdout.write(`Mlinzi answers at ${service.address}\n`);
  if (service.setupLink !== null) process.stdout.write(`Set it up within 15 minutes: ${service.setupLink}\n`);
  // A second signal finds no listener and ends the process at once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      void service.close().then(() => process.exit(0));
    });
} catch (error) {
  // What we refuse says what to change; anything else is a defect and shows where.
  const refused = error instanceof AppError;
  process.stderr.write(`${refused ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = refused ? 2 : 1;
}
