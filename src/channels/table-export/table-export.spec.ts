import type { ExportEntry, ExportSource } from '../channel.js';
import { tableExport } from './index.js';

function aFile(content: string): ExportSource {
  const bytes = Buffer.from(content);
  return {
    name: 'messages',
    bytes: bytes.byteLength,
    media: new Map(),
    async *stream() {
      for (let at = 0; at < bytes.byteLength; at += 64)
        yield await Promise.resolve(bytes.subarray(at, at + 64));
    },
  };
}

async function read(content: string): Promise<ExportEntry[]> {
  const opened = await tableExport.open(aFile(content), { timezone: 'Africa/Nairobi' });
  if (opened.kind === 'refused') throw new Error(opened.reason);
  const entries: ExportEntry[] = [];
  for await (const batch of opened.entries()) entries.push(...batch);
  return entries;
}

const json = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

describe('JSON Lines', () => {
  it('reads local times in the zone of the group and offsets as they say', async () => {
    const rows = json(
      { sent_at: '2026-05-03T09:12:00', sender: 'a', text: 'x' },
      { sent_at: '2026-05-03T09:12:00+01:00', sender: 'a', text: 'x' },
    );
    expect(await read(rows)).toMatchObject([
      { message: { sentAt: new Date('2026-05-03T06:12:00Z'), line: 1 } },
      { message: { sentAt: new Date('2026-05-03T08:12:00Z'), line: 2 } },
    ]);
  });

  it('quarantines a broken line by its number and reads the others', async () => {
    const good = json({ sent_at: '2026-05-03T09:12:00', sender: 'a', text: 'x' });
    const entries = await read(
      [good, '{"sent_at": "2026-', '', json({ sent_at: 'soon', sender: 'a' }), good].join('\n'),
    );
    expect(entries).toMatchObject([
      { kind: 'message' },
      { kind: 'quarantined', line: 2, reason: 'half-line' },
      { kind: 'quarantined', line: 4, reason: 'broken-date' },
      { kind: 'message', message: { line: 5 } },
    ]);
  });

  it('does not keep a line that is longer than any message', async () => {
    const good = json({ sent_at: '2026-05-03T09:12:00', sender: 'a', text: 'x' });
    expect(await read(`${good}\n${'x'.repeat(1_200_000)}\n${good}`)).toMatchObject([
      { kind: 'message' },
      { kind: 'quarantined', line: 2, reason: 'too-long' },
      { kind: 'message', message: { line: 3 } },
    ]);
  });
});

describe('CSV', () => {
  it('reads quoted line breaks, any column order and semicolons', async () => {
    const entries = await read(
      'text;sent_at;sender;colour\n"one\ntwo";2026-05-03 09:12:00;+254700000001;red\n',
    );
    expect(entries).toMatchObject([
      {
        message: {
          text: 'one\ntwo',
          sender: { handle: '+254700000001' },
          sentAt: new Date('2026-05-03T06:12:00Z'),
        },
      },
    ]);
  });

  it('quarantines a row without a sender', async () => {
    expect(await read('sent_at,sender,text\n2026-05-03 09:12:00,,hello\n')).toMatchObject([
      { kind: 'quarantined', reason: 'unreadable-entry' },
    ]);
  });
});

it('is not mistaken for other formats', () => {
  expect(tableExport.recognise(Buffer.from('[18/04/2023, 14:05:11] A: b'), 'x.csv')).toBe(0);
  expect(tableExport.recognise(Buffer.from('{\n "name": "G",\n "messages": ['), 'result.json')).toBe(0);
});
