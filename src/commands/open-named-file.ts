import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { openExportFile } from '../channels/index.js';
import type { OpenedExportFile, ReadOptions } from '../channels/index.js';
import { sayRefusal } from './say-refusal.js';

export type NamedFile =
  | { readonly kind: 'opened'; readonly name: string; readonly file: OpenedExportFile }
  | { readonly kind: 'refused'; readonly sentence: string };

/** Opens a file a person named; every way it cannot be read becomes a sentence that begins with that name. */
export async function openNamedFile(path: string, options: ReadOptions): Promise<NamedFile> {
  const unreadable = await whyUnreadable(path);
  if (unreadable) return { kind: 'refused', sentence: `${path}: ${unreadable}` };
  const opened = await openExportFile({ path, name: basename(path) }, options);
  if (opened.kind === 'refused') return { kind: 'refused', sentence: `${path}: ${sayRefusal(opened)}` };
  return { kind: 'opened', name: path, file: opened };
}

/** Why a file a person named cannot be read, as the end of a sentence that begins with its name; null when it can. */
export async function whyUnreadable(path: string): Promise<string | null> {
  const why = await whyNotThere(path);
  if (why !== null || !(await stat(path)).isDirectory()) return why;
  return 'is a folder. Name the exported .txt, .zip, .json or .csv file in it.';
}

/** The same where a folder of files will do. */
export async function whyNotThere(path: string): Promise<string | null> {
  try {
    await access(path, constants.R_OK);
    return null;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return missing
      ? 'there is no such file. Check the spelling.'
      : 'may not be read by you. Check its permissions.';
  }
}
