import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ZipFile } from 'yazl';
import { BrokenArchive } from './archive.errors.js';
import { FILE_LIMITS } from './limits.js';
import type { FileLimits } from './limits.js';
import { openFile } from './open-file.js';

const CHAT = '[18/04/23, 14:05:11] Amina: Habari\n';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Content = string | Buffer;

async function zipOf(
  entries: Readonly<Record<string, Content>>,
  options: { mode?: number } = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name, options);
  zip.end();
  return buffer(zip.outputStream);
}

/** A chat is what begins like one; whoever asks for more is in another room. */
function recognise(head: Uint8Array): number {
  return Buffer.from(head).toString().startsWith('[18/') ? 1 : 0;
}

async function open(bytes: Content, limits: Partial<FileLimits> = {}, name = 'WhatsApp Chat - Teachers.zip') {
  const path = join(folder, 'upload');
  await writeFile(path, bytes);
  return openFile({ path, name, recognise, limits: { ...FILE_LIMITS, ...limits } });
}

async function refusal(bytes: Content, limits: Partial<FileLimits> = {}): Promise<string> {
  const opened = await open(bytes, limits);
  if (opened.kind === 'opened') opened.close();
  return opened.kind === 'refused' ? opened.reason : opened.kind;
}

async function read(bytes: Content, name?: string) {
  const opened = await open(bytes, {}, name);
  if (opened.kind === 'refused') throw new Error(opened.reason);
  const text = (await buffer(opened.source.stream())).toString();
  const again = (await buffer(opened.source.stream())).toString();
  opened.close();
  return { ...opened.source, text, again };
}

/** Rewrites a field of the first central directory record, the way somebody who wants to be trusted would. */
function withDirectory(zip: Buffer, change: (record: Buffer) => void): Buffer {
  const lying = Buffer.from(zip);
  change(lying.subarray(lying.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))));
  return lying;
}

describe('a file that is brought', () => {
  it('as plain text is read as it is, as often as asked', async () => {
    const { text, again, bytes, name } = await read(CHAT, 'chat.txt');
    expect({ text, again, bytes, name }).toEqual({
      text: CHAT,
      again: CHAT,
      bytes: CHAT.length,
      name: 'chat.txt',
    });
  });

  it('as an archive is the one chat in it; iOS chats take the name of their archive', async () => {
    const { text, again, name } = await read(await zipOf({ '_chat.txt': CHAT, 'notes.txt': 'shared notes' }));
    expect({ text, again, name }).toEqual({ text: CHAT, again: CHAT, name: 'WhatsApp Chat - Teachers.txt' });
  });

  it('may carry the chat under a name in any language, and in a folder', async () => {
    const { text, name } = await read(await zipOf({ 'دردشة/محادثة واتساب مع المعلمين.txt': CHAT }));
    expect({ text, name }).toEqual({ text: CHAT, name: 'محادثة واتساب مع المعلمين.txt' });
  });

  it('may carry shared documents that are text without being chats', async () => {
    const { text } = await read(await zipOf({ 'list.txt': 'tea, sugar', 'WhatsApp Chat with X.txt': CHAT }));
    expect(text).toBe(CHAT);
  });

  it('has its attachments hashed by name and kind, and nothing else kept of them', async () => {
    const photo = Buffer.from([1, 2, 3]);
    const { media } = await read(
      await zipOf({ 'a/_chat.txt': CHAT, 'a/photos/IMG-1.jpg': photo, 'a/x.docx': 'y' }),
    );
    const sha256 = createHash('sha256').update(photo).digest('hex');
    expect(media.get('photos/IMG-1.jpg')).toEqual({ kind: 'image', name: 'IMG-1.jpg', sha256 });
    expect(media.get('x.docx')?.kind).toBe('document');
  });

  it('may carry what a desktop put into it on its own', async () => {
    const litter = { '__MACOSX/._chat.txt': 'x', '.DS_Store': 'x', '_chat.txt': CHAT };
    expect((await read(await zipOf(litter))).media.size).toBe(0);
  });
});

describe('an archive is refused', () => {
  it('when it has several chats, no chat, or an archive instead of one', async () => {
    expect(await refusal(await zipOf({ 'a.txt': CHAT, 'b.txt': CHAT }))).toBe('several-chats');
    expect(await refusal(await zipOf({ 'a/_chat.txt': CHAT, 'b/_chat.txt': CHAT }))).toBe('several-chats');
    expect(await refusal(await zipOf({ 'photo.jpg': 'x' }))).toBe('no-chat');
    expect(await refusal(await zipOf({ 'inner.zip': await zipOf({ '_chat.txt': CHAT }) }))).toBe(
      'nested-archive',
    );
    expect(await refusal(await zipOf({}))).toBe('no-chat');
  });

  it('before it is unpacked when its directory claims too much', async () => {
    const zip = await zipOf({ '_chat.txt': CHAT.repeat(100), 'a.jpg': 'x'.repeat(2_000) });
    expect(await refusal(zip, { entries: 1 })).toBe('too-many-entries');
    expect(await refusal(zip, { chatBytes: 1_000 })).toBe('chat-too-large');
    expect(await refusal(zip, { mediaBytes: 1_500 })).toBe('entry-too-large');
    expect(await refusal(zip, { totalBytes: 5_000 })).toBe('archive-too-large');
    expect(await refusal(zip, { fileBytes: 100 })).toBe('file-too-large');
    expect(await refusal('x'.repeat(2_000), { chatBytes: 1_000 })).toBe('chat-too-large');
  });

  it('when it is a bomb: a few kilobytes of zeros that claim to be megabytes', async () => {
    expect(await refusal(await zipOf({ '_chat.txt': Buffer.alloc(4 * 1024 * 1024) }))).toBe('ratio-too-high');
  });

  it('when its directory lies about what an entry unpacks to', async () => {
    const zip = await zipOf({ 'a.jpg': Buffer.alloc(50_000, 'ab'), '_chat.txt': CHAT });
    const lying = withDirectory(zip, (record) => record.writeUInt32LE(10, 24));
    expect(await refusal(lying)).toBe('broken-archive');
  });

  it('when the chat itself turns out to be larger than claimed, as soon as the claim is passed', async () => {
    const zip = await zipOf({ '_chat.txt': CHAT.repeat(1_000) });
    const opened = await open(withDirectory(zip, (record) => record.writeUInt32LE(100, 24)));
    if (opened.kind === 'refused') throw new Error(opened.reason);
    await expect(buffer(opened.source.stream())).rejects.toThrow(BrokenArchive);
    opened.close();
  });

  it('when a name leads outside, occurs twice or is no name', async () => {
    const named = async (name: string) =>
      refusal(
        withDirectory(await zipOf({ ['x'.repeat(name.length)]: CHAT }), (record) =>
          record.write(name, 46, 'latin1'),
        ),
      );
    expect(await named('../../etc/passwd.txt')).toBe('unsafe-name');
    expect(await named('/etc/passwd.txt')).toBe('unsafe-name');
    expect(await named('C:/chat.txt')).toBe('unsafe-name');
    expect(await named('chat\0.txt')).toBe('unsafe-name');
    const twice = await zipOf({ 'a.txt': CHAT, 'b.txt': CHAT });
    expect(await refusal(withDirectory(twice, (record) => record.write('b.txt', 46, 'latin1')))).toBe(
      'unsafe-name',
    );
  });

  it('when it has a link, is encrypted, or is packed in a way nobody reads', async () => {
    expect(await refusal(await zipOf({ '_chat.txt': '/etc/passwd' }, { mode: 0o120777 }))).toBe('not-a-file');
    const zip = await zipOf({ '_chat.txt': CHAT });
    expect(await refusal(withDirectory(zip, (record) => record.writeUInt16LE(0x801, 8)))).toBe('encrypted');
    expect(await refusal(withDirectory(zip, (record) => record.writeUInt16LE(99, 10)))).toBe(
      'unsupported-compression',
    );
  });

  it('when it is cut short or scrambled, wherever that happens', async () => {
    const zip = await zipOf({ '_chat.txt': CHAT.repeat(50), 'a.jpg': 'x'.repeat(500) });
    for (const end of [4, 30, zip.length - 60, zip.length - 1]) {
      expect(await refusal(zip.subarray(0, end))).toBe('broken-archive');
    }
    expect(await readFile(join(folder, 'upload'))).toHaveLength(zip.length - 1);
  });
});
