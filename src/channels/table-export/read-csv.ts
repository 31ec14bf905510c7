import { parse } from 'csv-parse';
import { Readable } from 'node:stream';
import type { ExportEntry } from '../channel.js';
import { broken, readRow } from './read-row.js';
import type { Place, Row } from './read-row.js';

interface Parsed {
  readonly record: Row;
  readonly info: { readonly lines: number };
}

/** Rows per await of the caller. */
const BATCH = 500;

/** One MiB: a quote that is never closed must not swallow the rest of the file into memory. */
const LONGEST_RECORD = 1 << 20;

/** Comma- or semicolon-separated values with the documented header (spreadsheets of many countries write semicolons). */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  { separator, ...place }: Omit<Place, 'line'> & { readonly separator: string },
): AsyncIterable<readonly ExportEntry[]> {
  const rows = Readable.from(bytes).pipe(
    parse({
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      delimiter: separator,
      info: true,
      max_record_size: LONGEST_RECORD,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  );
  let batch: ExportEntry[] = [];
  let line = 1;
  try {
    for await (const { record, info } of rows as AsyncIterable<Parsed>) {
      line = info.lines;
      batch.push(readRow(record, { ...place, line }));
      if (batch.length >= BATCH) {
        yield batch;
        batch = [];
      }
    }
  } catch {
    batch.push(broken({ line: line + 1 }, 'half-line'));
  }
  if (batch.length > 0) yield batch;
}
