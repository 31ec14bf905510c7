import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import type { ExportSource } from '../channel.js';
import type { Recogniser } from './choose-chat.js';
import type { FileLimits } from './limits.js';
import { FILE_LIMITS } from './limits.js';
import { openZip } from './zip-source.js';
import type { ZipRefusal } from './zip-source.js';

export type FileRefusal = ZipRefusal | Refused<'file-too-large'>;

/** A file that is ready to be read. `close` lets go of its descriptor; the source is not used afterwards. */
export interface OpenedFile {
  readonly kind: 'opened';
  readonly source: ExportSource;
  readonly close: () => void;
}

export interface FileToOpen {
  readonly path: string;
  /** As the person knows it; exports put the group's name there. */
  readonly name: string;
  readonly recognise: Recogniser;
  /** Lower ones in tests. */
  readonly limits?: FileLimits;
}

/**
 * Turns a file on disk into something a channel can read: the file itself, or the one chat inside an archive.
 * Archives inside the archive are hashed like any attachment and never opened.
 */
export async function openFile(file: FileToOpen): Promise<OpenedFile | FileRefusal> {
  const { path, name, recognise, limits = FILE_LIMITS } = file;
  const { bytes, magic } = await inspect(path);
  if (bytes > limits.fileBytes) return refuse('file-too-large', { bytes, most: limits.fileBytes });
  if (isZip(magic)) return openZip({ path, name, limits, recognise });
  if (bytes > limits.chatBytes) return refuse('chat-too-large', { bytes, most: limits.chatBytes });
  const source = {
    name,
    bytes,
    stream: () => createReadStream(path) as AsyncIterable<Uint8Array>,
    media: NONE,
  };
  return { kind: 'opened', source, close: () => undefined };
}

const NONE: ExportSource['media'] = new Map();

async function inspect(path: string): Promise<{ bytes: number; magic: Uint8Array }> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return { bytes: size, magic: buffer.subarray(0, bytesRead) };
  } finally {
    await handle.close();
  }
}

/** `PK\3\4` begins an archive, `PK\5\6` an empty one. */
function isZip(magic: Uint8Array): boolean {
  const [p, k, a, b] = magic;
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));
}
