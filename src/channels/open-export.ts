import { refuse } from '../kernel/refused.js';
import { openFile } from './archive/open-file.js';
import type { FileRefusal, OpenedFile } from './archive/open-file.js';
import { readHead } from './archive/read-head.js';
import type { ExportChannel, ExportRefusal, ExportSource, OpenExport, ReadOptions } from './channel.js';
import { EXPORT_CHANNELS } from './registry.js';

/** Below this no channel would do better than guess; the caller is told what is read instead. */
const SURE_ENOUGH = 0.5;

/** Finds the channel whose format this is and opens the file with it. */
export async function openExport(
  source: ExportSource,
  options: ReadOptions,
): Promise<OpenExport | ExportRefusal> {
  if (source.bytes === 0) return refuse('empty');
  const head = await readHead(source.stream());
  const { channel, sure } = mostLikely(head, source.name);
  if (channel && sure >= SURE_ENOUGH) return channel.open(source, options);
  if (looksBinary(head)) return refuse('binary');
  return refuse('unknown-format', { known: EXPORT_CHANNELS.map(({ kind }) => kind).join(', ') });
}

/** An export opened from a file on disk; `close` lets go of the file. */
export interface OpenedExportFile {
  readonly kind: 'opened';
  readonly export: OpenExport;
  /** Of the chat itself, unpacked. */
  readonly bytes: number;
  /** Attachments that lay beside the chat. */
  readonly media: number;
  readonly close: () => void;
}

/** The whole way from a path to entries, for intake and for the command line alike: archive, format, header. */
export async function openExportFile(
  file: { readonly path: string; readonly name: string },
  options: ReadOptions,
): Promise<OpenedExportFile | FileRefusal | ExportRefusal> {
  const opened = await openFile({ ...file, recognise: (head, name) => mostLikely(head, name).sure });
  if (opened.kind === 'refused') return opened;
  const found = await openOrClose(opened, options);
  if (found.kind === 'refused') return found;
  const { bytes, media } = opened.source;
  return { kind: 'opened', export: found, bytes, media: media.size, close: opened.close };
}

async function openOrClose(file: OpenedFile, options: ReadOptions): Promise<OpenExport | ExportRefusal> {
  let keep = false;
  try {
    const found = await openExport(file.source, options);
    keep = found.kind === 'opened';
    return found;
  } finally {
    if (!keep) file.close();
  }
}

function mostLikely(head: Uint8Array, name: string): { channel: ExportChannel | null; sure: number } {
  let best: { channel: ExportChannel | null; sure: number } = { channel: null, sure: 0 };
  for (const channel of EXPORT_CHANNELS) {
    const sure = channel.recognise(head, name);
    if (sure > best.sure) best = { channel, sure };
  }
  return best;
}

/** Text of any encoding we read has no NUL; pictures, documents and archives have one early on. */
function looksBinary(head: Uint8Array): boolean {
  return head.includes(0);
}
