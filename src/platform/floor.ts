import type { Clock } from '../kernel/clock.js';
import { HomeLock, HomeTaken } from './config/index.js';
import type { Config } from './config/index.js';
import { openMasterKey } from './crypto/index.js';
import type { MasterKey } from './crypto/index.js';
import {
  dataSource,
  databaseName,
  joinEmbeddedServer,
  migrate,
  serviceUrl,
  setServicePassword,
  startEmbeddedServer,
  useGivenServer,
} from './database/index.js';
import type { DataSource, DatabaseServer } from './database/index.js';
import { JsonLogger } from './logging/index.js';
import { SystemClock } from './system-clock.js';

/** What the modules stand on; `PlatformModule.on(floor)` gives it to them. */
export interface Floor {
  readonly config: Config;
  readonly clock: Clock;
  readonly masterKey: MasterKey;
  /** Connections to a migrated database, as the role that owns nothing. */
  readonly dataSource: DataSource;
}

/** A floor that this process opened, to be closed when everything on it has stopped. */
export interface OpenFloor extends Floor {
  /** Names of the migrations that ran while opening. */
  readonly migrated: readonly string[];
  /** Tells whoever starts second in this home where this process answers. */
  announce(address: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * `service` wants the home for itself. `guest`, a worker or a command, works beside a running service, and alone where
 * none runs.
 */
export type FloorUse = 'service' | 'guest';

/** Keys, then the database, then its schema: each refuses in a sentence that says what to change. */
export async function openFloor(config: Config, use: FloorUse): Promise<OpenFloor> {
  const lock = await lockOf(config, use);
  try {
    const masterKey = await openMasterKey(config.home, config.masterKey);
    const server = await serverOf(config, masterKey, lock);
    try {
      const { migrated, url } = await prepare(config, masterKey, server);
      const connections = await dataSource({ url, poolSize: config.databasePool }).initialize();
      const announce = async (address: string) => lock?.announce(address);
      const close = async () => {
        await connections.destroy();
        await server.stop();
        await lock?.release();
      };
      return {
        config,
        clock: new SystemClock(),
        masterKey,
        dataSource: connections,
        migrated,
        announce,
        close,
      };
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

/** Brings the database of this configuration up to date and lets go of it; the names of what ran. */
export async function migrateDatabase(config: Config): Promise<readonly string[]> {
  const floor = await openFloor(config, 'guest');
  await floor.close();
  return floor.migrated;
}

async function lockOf(config: Config, use: FloorUse): Promise<HomeLock | null> {
  if (use === 'guest' && config.databaseUrl !== null) return null;
  try {
    return await HomeLock.take(config.home);
  } catch (error) {
    if (use === 'guest' && error instanceof HomeTaken) return null;
    throw error;
  }
}

async function serverOf(config: Config, key: MasterKey, lock: HomeLock | null): Promise<DatabaseServer> {
  if (config.databaseUrl !== null) return useGivenServer(config.databaseUrl);
  const log = new JsonLogger(config);
  const options = {
    home: config.home,
    password: key.password('owner'),
    onCrash: () => {
      log.event('error', 'database.restarting', {});
    },
  };
  return lock ? startEmbeddedServer(options) : joinEmbeddedServer(options);
}

async function prepare(
  config: Config,
  key: MasterKey,
  { ownerUrl }: DatabaseServer,
): Promise<{ migrated: string[]; url: string }> {
  const migrated = await migrate(ownerUrl);
  if (config.serviceDatabaseUrl !== null) return { migrated, url: config.serviceDatabaseUrl };
  const password = key.password(`service/${databaseName(ownerUrl)}`);
  await setServicePassword(ownerUrl, password);
  return { migrated, url: serviceUrl(ownerUrl, password) };
}
