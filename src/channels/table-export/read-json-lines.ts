import type { ExportEntry } from '../channel.js';
import { readLines } from './read-lines.js';
import { broken, readRow } from './read-row.js';
import type { Place, Row } from './read-row.js';

/** One JSON object a line; empty lines mean nothing. */
export async function* readJsonLines(
  bytes: AsyncIterable<Uint8Array>,
  place: Omit<Place, 'line'>,
): AsyncIterable<readonly ExportEntry[]> {
  for await (const lines of readLines(bytes)) {
    const entries: ExportEntry[] = [];
    for (const { number, text } of lines) {
      if (text === null) entries.push(broken({ line: number }, 'too-long'));
      else if (text.trim() !== '') entries.push(readOne(text, { ...place, line: number }));
    }
    if (entries.length > 0) yield entries;
  }
}

function readOne(text: string, place: Place): ExportEntry {
  try {
    const row: unknown = JSON.parse(text);
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return readRow(row as Row, place);
  } catch {
    return broken(place, 'half-line');
  }
  return broken(place, 'unreadable-entry');
}
