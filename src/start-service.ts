import type { Config } from './platform/config/index.js';
import { openFloor } from './platform/floor.js';
import type { Serving } from './serve.js';

/**
 * Opens keys and database, then reads the rest of the service and listens: a home that is taken or a database that is
 * not there is refused before the slow part. Whatever fails on the way lets go of what was already held.
 */
export async function startService(config: Config): Promise<Serving> {
  const floor = await openFloor(config, 'service');
  try {
    const { serve } = await import('./serve.js');
    const serving = await serve(floor);
    await floor.announce(serving.address);
    const close = async () => {
      await serving.close();
      await floor.close();
    };
    return { ...serving, close };
  } catch (error) {
    await floor.close();
    throw error;
  }
}
