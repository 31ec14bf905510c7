import { createHash } from 'node:crypto';
import type { ZipFile } from 'yauzl';
import { openPromise } from 'yauzl';
import type { Media } from '../../kernel/message.js';
import { isRefused, refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import type { ExportSource } from '../channel.js';
import { BrokenArchive } from './archive.errors.js';
import { chooseChat, fileNameOf, hasFixedName } from './choose-chat.js';
import type { ChoiceRefusal, Recogniser } from './choose-chat.js';
import type { FileLimits } from './limits.js';
import { mediaKindOf } from './media-kind.js';
import { readHead } from './read-head.js';
import { readDirectory } from './zip-directory.js';
import type { DirectoryRefusal, ZipMember } from './zip-directory.js';

export type ZipRefusal = DirectoryRefusal | ChoiceRefusal | Refused<'broken-archive' | 'chat-too-large'>;

export interface ZipToOpen {
  readonly path: string;
  readonly name: string;
  readonly limits: FileLimits;
  readonly recognise: Recogniser;
}

export interface OpenedZip {
  readonly kind: 'opened';
  readonly source: ExportSource;
  readonly close: () => void;
}

/** Opens the one chat of an archive and hashes what lies beside it; the attachments themselves are let go. */
export async function openZip(file: ZipToOpen): Promise<OpenedZip | ZipRefusal> {
  const zip = await openOrNull(file.path);
  if (!zip) return refuse('broken-archive');
  const opened = await readZip(zip, file);
  if (isRefused(opened)) zip.close();
  return opened;
}

function openOrNull(path: string): Promise<ZipFile | null> {
  // Names stay raw so that an unsafe one is a refusal with its place, not a thrown sentence.
  return openPromise(path, { autoClose: false, decodeStrings: false, validateEntrySizes: true }).catch(
    () => null,
  );
}

async function readZip(zip: ZipFile, file: ZipToOpen): Promise<OpenedZip | ZipRefusal> {
  const { limits, recognise } = file;
  try {
    const members = await readDirectory(zip, limits);
    if (isRefused(members)) return members;
    const choice = await chooseChat(members, (member) => readHead(unpack(zip, member)), recognise);
    if (choice.kind === 'refused') return choice;
    const { chat, beside } = choice;
    if (chat.bytes > limits.chatBytes) return refuse('chat-too-large', { most: limits.chatBytes });
    const media = await hashAll(zip, beside, folderOf(chat.path));
    const source = {
      name: nameFor(chat, file.name),
      bytes: chat.bytes,
      stream: () => unpack(zip, chat),
      media,
    };
    return {
      kind: 'opened',
      source,
      close: () => {
        zip.close();
      },
    };
  } catch {
    return refuse('broken-archive');
  }
}

/** `yauzl` cuts an entry off at the size its directory claims, so the limits hold for archives that lie, too. */
async function* unpack(zip: ZipFile, member: ZipMember): AsyncGenerator<Uint8Array> {
  try {
    const stream = await zip.openReadStreamPromise(member.entry);
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (cause) {
    throw new BrokenArchive(cause);
  }
}

async function hashAll(
  zip: ZipFile,
  members: readonly ZipMember[],
  folder: string,
): Promise<ReadonlyMap<string, Media>> {
  const media = new Map<string, Media>();
  for (const member of members) {
    const hash = createHash('sha256');
    for await (const chunk of unpack(zip, member)) hash.update(chunk);
    const name = member.path.startsWith(folder) ? member.path.slice(folder.length) : member.path;
    media.set(name, { kind: mediaKindOf(name), name: fileNameOf(name), sha256: hash.digest('hex') });
  }
  return media;
}

/** `_chat.txt` names no group; the archive around it does. */
function nameFor(chat: ZipMember, archive: string): string {
  const own = fileNameOf(chat.path);
  return hasFixedName(chat) ? archive.replace(/\.zip$/i, own.slice(own.lastIndexOf('.'))) : own;
}

/** With its closing slash; empty at the top. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
