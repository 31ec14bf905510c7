import { randomUUID } from 'node:crypto';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBinaries } from './binaries.js';
import type { Binaries } from './binaries.js';
import { databaseUser, opensToOthers } from './os-user.js';
import type { OsUser } from './os-user.js';

/** Where the embedded PostgreSQL of one home lives and who runs it. */
export interface Placement {
  /** Holds `data`, the server's log, and programs where they had to be copied. */
  readonly folder: string;
  readonly user: OsUser | null;
  readonly binaries: Binaries;
}

/** Names a folder elsewhere when the database's user cannot reach the home. */
const POINTER = 'postgres.location';

/** System-wide place of databases whose home lies where only root may go, `/root` above all. */
const ELSEWHERE = '/var/lib/mlinzi';

/**
 * `<home>/postgres`, except for root: when the home cannot be passed by the unprivileged user, a folder with a random
 * name under `/var/lib/mlinzi`, which `<home>/postgres.location` points to. No folder of anybody's is opened wider.
 */
export async function place(home: string): Promise<Placement> {
  const user = await databaseUser();
  const folder = user === null ? join(home, 'postgres') : await reachableFolder(home);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (user) await chown(folder, user.uid, user.gid);
  const binaries = await findBinaries(folder, async (path) => user !== null && !(await opensToOthers(path)));
  return { folder, user, binaries };
}

async function reachableFolder(home: string): Promise<string> {
  const pointer = join(home, POINTER);
  const known = await readFile(pointer, 'utf8').catch(() => null);
  if (known !== null) return known.trim();
  if (await opensToOthers(home)) return join(home, 'postgres');
  const folder = join(ELSEWHERE, randomUUID());
  await mkdir(ELSEWHERE, { recursive: true, mode: 0o755 });
  await writeFile(pointer, `${folder}\n`, { flush: true });
  return folder;
}
