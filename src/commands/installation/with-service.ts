import type { INestApplicationContext } from '@nestjs/common';
import { readConfig } from '../../platform/config/index.js';

/** The service's modules without its door to the network; works beside a running service, and alone where none runs. */
export async function withService<T>(work: (app: INestApplicationContext) => Promise<T>): Promise<T> {
  const { openFloor } = await import('../../platform/floor.js');
  const { createApp } = await import('../../create-app.js');
  const floor = await openFloor(readConfig(), 'guest');
  try {
    // Never initialised, so neither the pipeline nor the timers start for the sake of one command.
    const app = await createApp(floor);
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  } finally {
    await floor.close();
  }
}
