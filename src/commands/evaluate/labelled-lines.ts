import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { readRow } from './read-row.js';
import type { LabelledRow, RowRead } from './read-row.js';

export interface LabelledLine {
  readonly file: string;
  /** 1 for the first. */
  readonly number: number;
  readonly read: RowRead;
}

/** Enough to fill the model's buckets of like length, few enough to be answered within a detector's time. */
const BATCH = 128;
const LABELLED = /\.jsonl(\.gz)?$/;

/** The lines of a labelled file, or of every such file in a folder, a batch at a time. */
export async function* labelledLines(path: string): AsyncIterable<readonly LabelledLine[]> {
  for (const file of await filesOf(path)) yield* linesOf(file);
}

/** Rows that stand in no labelled file, in the same batches. */
export function* rowsAsLines(file: string, rows: readonly LabelledRow[]): Iterable<readonly LabelledLine[]> {
  const lines = rows.map((row, at): LabelledLine => {
    return { file, number: at + 1, read: { kind: 'row', row, unknown: [] } };
  });
  for (let at = 0; at < lines.length; at += BATCH) yield lines.slice(at, at + BATCH);
}

async function filesOf(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path);
  return names
    .filter((name) => LABELLED.test(name))
    .sort()
    .map((name) => join(path, name));
}

/** `.gz` is unpacked on the way. */
async function* linesOf(path: string): AsyncIterable<readonly LabelledLine[]> {
  const file = createReadStream(path);
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  const failed = new Promise<never>((_, reject) => {
    for (const stream of [file, input]) stream.once('error', reject);
  });
  failed.catch(() => undefined);
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  let number = 0;
  let batch: LabelledLine[] = [];
  for (;;) {
    const next = await Promise.race([lines.next(), failed]);
    if (next.done === true) break;
    number += 1;
    const line = number === 1 ? next.value.replace(/^\uFEFF/, '') : next.value;
    batch.push({ file: path, number, read: readRow(line) });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
