import { readFile } from 'node:fs/promises';
import { say, verifyFile } from '../../audit/index.js';
import { write } from '../outcome.js';
import type { ExitCode, Streams } from '../outcome.js';

export interface Comparison {
  readonly key?: string;
  /** A file with a checkpoint that was kept. */
  readonly known?: string;
}

/** `mlinzi audit verify`: the same file as runs alone, with the command line's manners. */
export async function verifyExport(
  file: string,
  { key, known }: Comparison,
  { out, err }: Streams,
): Promise<ExitCode> {
  try {
    const kept = known === undefined ? undefined : await readFile(known, 'utf8');
    const verdict = await verifyFile(file, {
      ...(key !== undefined && { key }),
      ...(kept !== undefined && { known: kept }),
    });
    await write(out, say(verdict));
    return verdict.kind === 'ok' ? 0 : 2;
  } catch (error) {
    if (!isFileError(error)) throw error;
    await write(err, `${error.path} cannot be read (${error.code}). Name an exported log.\n`);
    return 2;
  }
}

function isFileError(error: unknown): error is Error & { readonly path: string; readonly code: string } {
  return error instanceof Error && 'path' in error && 'code' in error;
}
