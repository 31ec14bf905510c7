import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportEntry, ExportSource } from '../channel.js';
import { telegramExport } from './index.js';

const options = { timezone: 'Africa/Nairobi' };

function aFile(content: string | Uint8Array): ExportSource {
  const bytes = Buffer.from(content);
  return {
    name: 'result.json',
    bytes: bytes.byteLength,
    media: new Map(),
    async *stream() {
      for (let at = 0; at < bytes.byteLength; at += 97)
        yield await Promise.resolve(bytes.subarray(at, at + 97));
    },
  };
}

async function read(content: string | Uint8Array): Promise<ExportEntry[]> {
  const opened = await telegramExport.open(aFile(content), options);
  if (opened.kind === 'refused') throw new Error(opened.reason);
  const entries: ExportEntry[] = [];
  for await (const batch of opened.entries()) entries.push(...batch);
  return entries;
}

const aMessage = (given: object = {}) => ({
  id: 7,
  type: 'message',
  date: '2023-04-18T14:05:11',
  from: 'Amina W.',
  from_id: 'user42',
  text: 'Habari',
  ...given,
});

const aChat = (messages: readonly object[], given: object = {}) =>
  JSON.stringify({ name: 'Savings group', type: 'private_group', id: 9, ...given, messages }, null, 1);

const only = async (given: object) => (await read(aChat([aMessage(given)])))[0];

describe('a Telegram export', () => {
  it('is recognised by its shape, whatever its name', () => {
    expect(telegramExport.recognise(Buffer.from(aChat([])), 'x.json')).toBeGreaterThan(0.5);
    expect(telegramExport.recognise(Buffer.from('[18/04/2023, 14:05:11] A: b'), 'result.json')).toBe(0);
  });

  it('reads wall-clock times in the zone of the group and unix times as they are', async () => {
    expect(await only({})).toMatchObject({ message: { sentAt: new Date('2023-04-18T11:05:11Z') } });
    expect(await only({ date_unixtime: '1681830311' })).toMatchObject({
      message: { sentAt: new Date('2023-04-18T15:05:11Z') },
    });
  });

  it('joins text from its pieces', async () => {
    const text = ['See ', { type: 'link', text: 'https://aid.example' }, ' now'];
    expect(await only({ text })).toMatchObject({ message: { text: 'See https://aid.example now' } });
  });

  it('knows one person by the old bare number and the new prefixed id', async () => {
    expect(await only({ from_id: 42 })).toMatchObject({ message: { sender: { handle: 'user42' } } });
  });

  it('reads a poll as its question and answers', async () => {
    const poll = { question: 'Meet on Monday?', answers: [{ text: 'Yes' }, { text: 'No' }] };
    expect(await only({ text: '', poll })).toMatchObject({ message: { text: 'Meet on Monday?\nYes\nNo' } });
  });

  it('tells edited and forwarded messages, and media that were left out', async () => {
    const entry = await only({
      edited: '2023-04-18T15:00:00',
      forwarded_from: 'News',
      photo: '(File not included. Change data exporting settings to download.)',
    });
    expect(entry).toMatchObject({
      message: { state: 'edited', forwarded: 'once', media: [{ kind: 'image', name: null, sha256: null }] },
    });
  });

  it('takes service messages as system events', async () => {
    const service = {
      type: 'service',
      actor: 'Juma',
      action: 'invite_members',
      members: ['Neema'],
      text: '',
    };
    expect(await only(service)).toMatchObject({
      kind: 'system',
      event: { kind: 'added', subjects: ['Neema'] },
    });
  });

  it('reads every chat of a whole account and says which there are', async () => {
    const account = JSON.stringify({
      about: 'x',
      chats: {
        list: [JSON.parse(aChat([aMessage()])), JSON.parse(aChat([aMessage()], { name: 'Other', id: 10 }))],
      },
      left_chats: { list: [JSON.parse(aChat([aMessage()], { name: 'Left', id: 11 }))] },
    });
    const opened = await telegramExport.open(aFile(account), options);
    expect(opened).toMatchObject({
      header: { variant: 'account', chats: ['Savings group', 'Other', 'Left'], title: null },
    });
    const entries = await read(account);
    expect(entries.map((entry) => entry.kind === 'message' && entry.message.externalId)).toEqual([
      '9:7',
      '10:7',
      '11:7',
    ]);
  });
});

describe('a damaged Telegram export', () => {
  it('keeps what came before the place where it breaks off', async () => {
    const whole = aChat([aMessage(), aMessage({ id: 8 })]);
    const entries = await read(whole.slice(0, -40));
    expect(entries.map(({ kind }) => kind)).toEqual(['message', 'quarantined']);
  });

  it('quarantines a message without a date by its position and goes on', async () => {
    const entries = await read(aChat([aMessage({ date: 'yesterday' }), aMessage({ id: 8 })]));
    expect(entries).toMatchObject([
      { kind: 'quarantined', line: 1, reason: 'broken-date' },
      { kind: 'message' },
    ]);
  });

  it('is refused when it holds no chat or no message', async () => {
    expect(await telegramExport.open(aFile('{"type": "x", "about": 1}'), options)).toMatchObject({
      kind: 'refused',
      reason: 'unknown-format',
    });
    expect(await telegramExport.open(aFile(aChat([])), options)).toMatchObject({
      kind: 'refused',
      reason: 'empty',
    });
  });

  it('does not let one monstrous message fill the memory', async () => {
    const monster = aMessage({ text: Array.from({ length: 60_000 }, () => 'x') });
    const entries = await read(aChat([monster, aMessage({ id: 8 })]));
    expect(entries).toMatchObject([{ kind: 'quarantined', reason: 'too-long' }, { kind: 'message' }]);
  });
});

const exports = new URL(
  '../../../../shared/fixtures/channels/telegram/export-frozenspider/',
  import.meta.url,
);

(existsSync(exports) ? describe : describe.skip)(
  'real exports of six years (skipped where the folder is absent)',
  () => {
    const names = existsSync(exports) ? readdirSync(exports) : ['absent'];

    it.each(names)('%s comes out whole', async (name) => {
      const content = readFileSync(join(exports.pathname, name));
      interface Listed {
        messages: unknown[];
      }
      const file = JSON.parse(content.toString('utf8')) as Partial<Listed> & {
        chats?: { list: Listed[] };
        left_chats?: { list: Listed[] };
      };
      const chats = [
        ...(file.messages ? [file as Listed] : []),
        ...(file.chats?.list ?? []),
        ...(file.left_chats?.list ?? []),
      ];
      const expected = chats.reduce((sum, { messages }) => sum + messages.length, 0);
      const entries = await read(content);
      expect(entries).toHaveLength(expected);
      expect(entries.filter(({ kind }) => kind === 'quarantined')).toEqual([]);
    });
  },
);
