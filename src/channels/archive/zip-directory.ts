import type { Entry, ZipFile } from 'yauzl';
import { getFileNameLowLevel, validateFileName } from 'yauzl';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import type { FileLimits } from './limits.js';

/** One file of an archive whose claims are within the limits. */
export interface ZipMember {
  readonly path: string;
  readonly bytes: number;
  readonly entry: Entry;
}

export type DirectoryRefusal = Refused<
  | 'too-many-entries'
  | 'entry-too-large'
  | 'archive-too-large'
  | 'ratio-too-high'
  | 'encrypted'
  | 'unsafe-name'
  | 'not-a-file'
  | 'unsupported-compression'
>;

/**
 * Reads the central directory and nothing else: every refusal comes before a byte is unpacked. Throws what `yauzl`
 * throws for a directory that cannot be read.
 */
export async function readDirectory(
  zip: ZipFile,
  limits: FileLimits,
): Promise<readonly ZipMember[] | DirectoryRefusal> {
  if (zip.entryCount > limits.entries) {
    return refuse('too-many-entries', { entries: zip.entryCount, most: limits.entries });
  }
  const members: ZipMember[] = [];
  const seen = new Set<string>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const path = nameOf(entry);
    const fault = faultOfName(path, seen) ?? faultOfKind(entry) ?? faultOfSize(entry, path, limits);
    if (fault) return fault;
    seen.add(path);
    total += entry.uncompressedSize;
    if (total > limits.totalBytes) return refuse('archive-too-large', { most: limits.totalBytes });
    if (!path.endsWith('/')) members.push({ path, bytes: entry.uncompressedSize, entry });
  }
  return members;
}

function nameOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}

/** Nothing is ever written under these names; a file that carries such a name was made to hurt somebody. */
function faultOfName(path: string, seen: ReadonlySet<string>): DirectoryRefusal | null {
  const unsafe = validateFileName(path) !== null || hasControls(path) || path === '' || seen.has(path);
  return unsafe ? refuse('unsafe-name', { entry: seen.size + 1 }) : null;
}

function hasControls(path: string): boolean {
  // eslint's no-control-regex is right to be wary; char codes say the same plainly.
  for (let i = 0; i < path.length; i += 1) if (path.charCodeAt(i) < 0x20) return true;
  return false;
}

const UNIX = 3;
const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;
const DIRECTORY = 0o040000;

function faultOfKind(entry: Entry): DirectoryRefusal | null {
  if (entry.isEncrypted()) return refuse('encrypted');
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  const special = entry.versionMadeBy >>> 8 === UNIX && type !== 0 && type !== REGULAR && type !== DIRECTORY;
  if (special) return refuse('not-a-file');
  return entry.canDecodeFileData() ? null : refuse('unsupported-compression');
}

/** What a chat may weigh is looked at once it is known which entry is the chat. */
function faultOfSize(entry: Entry, path: string, limits: FileLimits): DirectoryRefusal | null {
  if (entry.uncompressedSize > limits.mediaBytes)
    return refuse('entry-too-large', { most: limits.mediaBytes });
  if (path.endsWith('/') && entry.uncompressedSize > 0) return refuse('unsafe-name');
  if (entry.uncompressedSize < limits.ratioFromBytes) return null;
  const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1);
  return ratio > limits.ratio ? refuse('ratio-too-high', { most: limits.ratio }) : null;
}
