import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { readRow } from './read-row.js';
import type { RowRead } from './read-row.js';

export interface LabelledLine {
  /** 1 for the first. */
  readonly number: number;
  readonly read: RowRead;
}

/** Enough to fill the model's buckets of like length, few enough to be answered within a detector's time. */
const BATCH = 128;

/** The lines of a labelled file, a batch at a time; `.gz` is unpacked on the way. */
export async function* labelledLines(path: string): AsyncIterable<readonly LabelledLine[]> {
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
    batch.push({ number, read: readRow(number === 1 ? next.value.replace(/^\uFEFF/, '') : next.value) });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
