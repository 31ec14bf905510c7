import { hostname } from 'node:os';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from './create-app.js';
import { FirstRun } from './people/index.js';
import { startWorking } from './pipeline/index.js';
import { KeepForgotten } from './retention/index.js';
import type { Floor } from './platform/floor.js';

export interface Serving {
  /** Where people reach it, without a trailing slash. */
  readonly address: string;
  /** Where the first organisation is opened: valid once and for 15 minutes; null when there is one. */
  readonly setupLink: string | null;
  /** Takes nothing more and finishes what was taken. */
  close(): Promise<void>;
}

/** Everything that stands on the floor: listens, and walks messages where this process is to. */
export async function serve(floor: Floor): Promise<Serving> {
  const { config } = floor;
  const app = await createApp(floor);
  await app.init();
  // A restored backup has people in it who were forgotten; nobody is answered before they are gone again.
  await app.get(KeepForgotten, { strict: false }).replay();
  await app.listen(config.port, config.host);
  const address = config.publicUrl ?? (await app.getUrl()).replace('[::1]', 'localhost');
  if (config.workersInProcess) startWorking(app, `${hostname()}/${process.pid}`);
  const link = await app.get(FirstRun, { strict: false }).setupLink();
  return { address, setupLink: link === null ? null : `${address}${link}`, close: () => drain(app) };
}

/** Longer than any request takes but a large upload, which is safe to cut: nothing of it counts until it is answered. */
const DRAIN_MS = 5_000;

/** Browsers open connections they may never use; waiting for those would take a minute. */
async function drain(app: NestExpressApplication): Promise<void> {
  const cut = setTimeout(() => {
    app.getHttpServer().closeAllConnections();
  }, DRAIN_MS);
  await app.close();
  clearTimeout(cut);
}
