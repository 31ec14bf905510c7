import { randomUUID } from 'node:crypto';
import { closeSync, fdatasync, fsync, ftruncateSync, linkSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../error-code.js';

/** Only waiting for the disk is worth another thread; the calls around it cost less than handing them over. */
const dataOnDisk = promisify(fdatasync);
const onDisk = promisify(fsync);

/**
 * Puts a file in place whole and fsynced, or leaves what already has the name; true when it was put. The folder's own
 * entry needs `syncFolder` after it, once for many files.
 */
export async function putNew(path: string, content: Uint8Array): Promise<boolean> {
  const partial = join(dirname(path), `.${randomUUID()}`);
  try {
    await withFile(partial, 'wx', (file) => {
      writeSync(file, content);
      return dataOnDisk(file);
    });
    linkSync(partial, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Overwrites the same bytes on disk, as far as the file system does so. */
export async function overwrite(path: string, content: Uint8Array): Promise<void> {
  await withFile(path, 'r+', (file) => {
    writeSync(file, content, 0, content.length, 0);
    ftruncateSync(file, content.length);
    return onDisk(file);
  });
}

export async function syncFolder(path: string): Promise<void> {
  await withFile(path, 'r', (folder) => onDisk(folder));
}

async function withFile(path: string, flags: string, work: (file: number) => Promise<void>): Promise<void> {
  const file = openSync(path, flags, 0o600);
  try {
    await work(file);
  } finally {
    closeSync(file);
  }
}
