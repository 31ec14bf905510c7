import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseNotUsable } from '../database.errors.js';

const run = promisify(execFile);

/** Who runs the embedded PostgreSQL; null is the person who started the service. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'mlinzi';

/** The two ways a system user without a login is made: shadow-utils, and BusyBox. */
const WAYS: readonly (readonly [command: string, args: readonly string[]])[] = [
  [
    'useradd',
    ['--system', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', NAME],
  ],
  ['adduser', ['-S', '-H', '-D', '-s', '/sbin/nologin', NAME]],
];

/** PostgreSQL refuses to run as root, so root hands it to a system user of its own, made when it does not exist. */
export async function databaseUser(): Promise<OsUser | null> {
  if (process.getuid?.() !== 0) return null;
  const existing = await lookUp();
  if (existing) return existing;
  for (const [command, args] of WAYS) {
    await run(command, [...args]).catch(() => undefined);
    const created = await lookUp();
    if (created) return created;
  }
  throw new DatabaseNotUsable(
    `PostgreSQL does not run as root, and the system user "${NAME}" could not be made. ` +
      `Create it (useradd --system ${NAME}), start Mlinzi as another user, or set DATABASE_URL.`,
  );
}

async function lookUp(): Promise<OsUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', NAME]), run('id', ['-g', NAME])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** Whether another user can reach a path: every folder above it and itself lets strangers pass. */
export async function opensToOthers(path: string): Promise<boolean> {
  const OTHERS_MAY_PASS = 0o001;
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode } = await stat(folder);
    if ((mode & OTHERS_MAY_PASS) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
