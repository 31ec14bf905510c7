import { execFile } from 'node:child_process';
import { chown, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseNotUsable } from '../database.errors.js';
import type { Placement } from './placement.js';

const run = promisify(execFile);

/** The role that owns the database and runs the migrations. */
export const OWNER = 'mlinzi';

const MAJOR = '18';

/**
 * Makes the cluster on first start. It is made under another name and renamed when it is whole, so a start that is
 * interrupted leaves nothing that the next one could take for a database.
 */
export async function ensureCluster(placement: Placement, password: string): Promise<void> {
  const data = join(placement.folder, 'data');
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version !== null) {
    refuseOtherVersion(version.trim(), data);
    return;
  }
  await removeLeftovers(placement.folder);
  const partial = join(placement.folder, `data.partial-${process.pid}`);
  const passwordFile = `${partial}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (placement.user) await chown(passwordFile, placement.user.uid, placement.user.gid);
  try {
    await run(join(placement.binaries.folder, 'initdb'), initdbArguments(partial, passwordFile), {
      cwd: placement.folder,
      env: placement.binaries.environment,
      ...placement.user,
    });
  } catch (cause) {
    const words = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new DatabaseNotUsable(
      `The embedded PostgreSQL could not be set up in ${placement.folder}: ${words || String(cause)}`,
      cause,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(partial, data);
}

/** The builtin locale orders text the same on every machine, whatever its system libraries. */
function initdbArguments(data: string, passwordFile: string): string[] {
  return [
    `--pgdata=${data}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
}

function refuseOtherVersion(version: string, data: string): void {
  if (version === MAJOR) return;
  throw new DatabaseNotUsable(
    `The database in ${data} was made by PostgreSQL ${version}; this Mlinzi brings ${MAJOR}. ` +
      'Export it with the version that made it, or set DATABASE_URL.',
  );
}

async function removeLeftovers(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('data.partial-'));
  await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true })));
}
