import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Fault } from '../../kernel/app-error.js';
import type { InstalledModel } from './find-models.js';
import type { FileSum } from './manifest/manifest.js';

/**
 * Every file of a model against its manifest; answers the faults, each with the file's name as its path. A file nobody
 * listed is a fault too: weights can name further files, and those would be read unchecked.
 */
export async function verifyModel({ folder, manifest }: InstalledModel): Promise<readonly Fault[]> {
  const faults = await Promise.all(
    Object.entries(manifest.files).map(async ([name, sum]) => {
      const message = await whatIsWrong(join(folder, name), sum);
      return message === null ? [] : [{ path: name, message }];
    }),
  );
  return [...faults.flat(), ...(await unlisted(folder, manifest.files))];
}

async function whatIsWrong(path: string, sum: FileSum): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return 'is missing';
  if (found.size !== sum.bytes) return `has ${found.size} of its ${sum.bytes} bytes`;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sum.sha256 ? null : 'was altered: its SHA-256 is not the one of the manifest';
}

async function unlisted(folder: string, files: Readonly<Record<string, FileSum>>): Promise<Fault[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name !== 'manifest.json' && !name.startsWith('.') && !Object.hasOwn(files, name))
    .map((name) => ({ path: name, message: 'is not listed in the manifest' }));
}
