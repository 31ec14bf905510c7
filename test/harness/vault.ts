import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { FileKeyStore, FileVault, openMasterKey } from '../../src/platform/crypto/index.js';
import { runFolder } from './run.js';

/** A real vault over an empty key store of its own; the run's folder takes it away at the end. */
export async function aVault(): Promise<FileVault> {
  const home = await aHome();
  const master = await openMasterKey(home, null);
  return new FileVault(master, new FileKeyStore(join(home, 'keys'), master));
}

/** An empty home for whatever keeps files. */
export async function aHome(): Promise<string> {
  await mkdir(join(runFolder(), 'homes'), { recursive: true });
  const home = await mkdtemp(join(runFolder(), 'homes', 'home-'));
  // As the service makes its own: strangers may pass, so that PostgreSQL can live below when root runs the tests.
  await chmod(home, 0o711);
  return home;
}
