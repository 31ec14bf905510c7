import { createHash } from 'node:crypto';
import type { Media } from '../../kernel/message.js';
import type { ExportEntry, ExportRefusal, OpenExport, ReadOptions } from '../channel.js';
import { whatsappExport } from './index.js';

const LRM = '\u200e';

interface Given extends Partial<ReadOptions> {
  readonly name?: string;
  readonly media?: ReadonlyMap<string, Media>;
  readonly chunk?: number;
}

async function open(content: string | Uint8Array, given: Given = {}): Promise<OpenExport | ExportRefusal> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const size = given.chunk ?? 65_536;
  const stream = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.slice(at, at + size));
  };
  const { name = 'chat.txt', media = new Map<string, Media>(), timezone = 'UTC' } = given;
  return whatsappExport.open({ name, bytes: bytes.length, media, stream }, { timezone, ...given });
}

async function read(content: string | Uint8Array, given: Given = {}): Promise<ExportEntry[]> {
  const opened = await open(content, given);
  if (opened.kind === 'refused') throw new Error(opened.reason);
  const entries: ExportEntry[] = [];
  for await (const batch of opened.entries()) entries.push(...batch);
  return entries;
}

/** One word per entry: what it became. */
const inShort = (entries: readonly ExportEntry[]): string[] =>
  entries.map((entry) => {
    if (entry.kind === 'system') return `system ${entry.event.kind} ${entry.event.subjects.join('+')}`.trim();
    if (entry.kind === 'quarantined') return `${entry.reason} at ${entry.line}`;
    const { sender, text, state, media } = entry.message;
    const kinds = media.map(({ kind, name }) => (name === null ? kind : `${kind}=${name}`));
    return [sender.handle, ...kinds, state === 'sent' ? '' : state, text].filter(Boolean).join(' | ');
  });

const android = (...lines: readonly string[]): string =>
  lines.map((line) => `16/04/2021, 19:46 - ${line}\n`).join('');
const ios = (...lines: readonly string[]): string =>
  lines.map((line) => `[16/04/2021, 19:46:07] ${line}\r\n`).join('');

describe('who speaks', () => {
  it('is the app where no name stands in front, with the kind of event and whom it is about', async () => {
    const chat = android(
      'Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them. Tap to learn more.',
      'Ana created group "Aid: north"',
      'Ana changed the subject from "Aid: north" to "Aid: south"',
      'Ana added Ben',
      "+254 700 000 001 joined using this group's invite link",
      'Ben left',
      'Ana removed +254 700 000 001',
      '+254 700 000 002 changed to +254 700 000 003',
      'Neue Sache, die niemand kennt',
    );
    expect(inShort(await read(chat))).toEqual([
      'system other',
      'system other Ana+Aid: north',
      'system renamed_group Aid: south',
      'system added Ben',
      'system joined +254 700 000 001',
      'system left Ben',
      'system removed +254 700 000 001',
      'system changed_number +254 700 000 002++254 700 000 003',
      'system other',
    ]);
  });

  it('is the app on iOS where only a mark says so, whoever is named in front', async () => {
    const chat = ios(
      `Aid: ${LRM}Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.`,
      `Aid: ${LRM}Ana created group “Aid”`,
      `Ana: ${LRM}Ana added Ben`,
      `Ben: ${LRM}A sentence of some later release about Ben`,
      `Ben: ${LRM}Missed voice call`,
      `${LRM}You're now an admin`,
    );
    expect((await read(chat)).map(({ kind }) => kind)).toEqual(Array(6).fill('system'));
  });

  it('is the app where a quote holds the colon, in languages nobody collected', async () => {
    const chat = android(
      'Ana: hi',
      'Ana qqq www “Aid: north” eee',
      'Ana qqq www「Aid: south」',
      'Ana: "x": y',
    );
    expect((await read(chat)).map(({ kind }) => kind)).toEqual(['message', 'system', 'system', 'message']);
  });

  it('is a member where a phone marks every text', async () => {
    const lines = Array.from({ length: 60 }, (_unused, at) => `Ana: ${LRM}text number ${at}`);
    expect((await read(ios(...lines))).every(({ kind }) => kind === 'message')).toBe(true);
  });

  it('is a member where the same words come without a mark', async () => {
    const chat = ios('Ana: hi', 'Ana: Ben left', 'Ana: Ana is my name', 'Ana: missed you');
    expect((await read(chat)).map(({ kind }) => kind)).toEqual(Array(4).fill('message'));
    expect((await read(android('Ana: Ben added Cleo', 'Ana: a "b: c'))).map(({ kind }) => kind)).toEqual([
      'message',
      'message',
    ]);
  });

  it('is known by number however it is spaced, and by name without tilde and marks', async () => {
    const entries = await read(
      ios(
        '\u202a+55\u00a061\u00a09999\u20111234\u202c: a',
        '+55 (61) 9999-1234: b',
        '\u202a٠٩١٢٣٤٥٦٧٨٩\u202c: c',
        '~\u202fPush Name: d',
        '😀👍: e',
        'Ana - HR: f',
        `${LRM}Ana\u200f : g`,
      ),
    );
    const senders = entries.map((entry) => (entry.kind === 'message' ? entry.message.sender : null));
    expect(senders).toEqual([
      { handle: '+556199991234', name: null },
      { handle: '+556199991234', name: null },
      { handle: '+09123456789', name: null },
      { handle: 'Push Name', name: 'Push Name' },
      { handle: '😀👍', name: '😀👍' },
      { handle: 'Ana - HR', name: 'Ana - HR' },
      { handle: 'Ana', name: 'Ana' },
    ]);
  });

  it('has a colon in the name where every line that begins so goes on so', async () => {
    const chat = android('Dr: Ana: a', 'Dr: Ana: b', 'Dr: Ben: c', 'Dr: Ben: d: e', 'Cleo: x: y', 'Cleo: z');
    expect(inShort(await read(chat))).toEqual([
      'Dr: Ana | a',
      'Dr: Ana | b',
      'Dr: Ben | c',
      'Dr: Ben | d: e',
      'Cleo | x: y',
      'Cleo | z',
    ]);
  });
});

describe('what is sent', () => {
  it('is media where the words say that something was left out or attached, captions kept', async () => {
    const chat = android(
      'Ana: <Media omitted>',
      'Ana: <Media omitted>\nlook',
      'Ana: IMG-20210416-WA0002.jpg (file attached)\nlook',
      'Ana: STK-20210416-WA0003.webp (Datei angehängt)',
      'Ana: IMG-20210416-WA0004.jpg (words of a language nobody collected)',
      'Ana: Ben Two.vcf (file attached)',
      'Ana: null',
      'Ana: location: https://maps.google.com/?q=-1.28,36.81',
      'Ana: see <3 and (file)',
    );
    expect(inShort(await read(chat))).toEqual([
      'Ana | other',
      'Ana | other | look',
      'Ana | image=IMG-20210416-WA0002.jpg | look',
      'Ana | sticker=STK-20210416-WA0003.webp',
      'Ana | image=IMG-20210416-WA0004.jpg',
      'Ana | contact=Ben Two.vcf',
      'Ana | other',
      'Ana | location | location: https://maps.google.com/?q=-1.28,36.81',
      'Ana | see <3 and (file)',
    ]);
  });

  it('is media on iOS in front of or behind the caption', async () => {
    const chat = ios(
      `Ana: ${LRM}image omitted`,
      `Ana: <${LRM}video omitted>`,
      `Ana: look here ${LRM}<attached: 00000012-PHOTO-2021-04-16-19-46-07.jpg>`,
      `Ana: plan.pdf • ${LRM}12 pages ${LRM}document omitted`,
      `Ana: ${LRM}00000013-STICKER-2021-04-16-19-46-07.webp eklendi`.replace(/(0.*webp)/, '<$1').concat('>'),
      `Ana: ${LRM}POLL:\nWhich day?\n${LRM}OPTION: Monday (2 votes)`,
    );
    expect(inShort(await read(chat))).toEqual([
      'Ana | image',
      'Ana | video',
      'Ana | image=00000012-PHOTO-2021-04-16-19-46-07.jpg | look here',
      'Ana | document=plan.pdf',
      'Ana | sticker=00000013-STICKER-2021-04-16-19-46-07.webp',
      `Ana | POLL:\nWhich day?\n${LRM}OPTION: Monday (2 votes)`,
    ]);
  });

  it('is media in a language nobody collected when the file repeats it', async () => {
    const chat = android('Ana: <Zzz qqq>', 'Ben: <Zzz qqq>', 'Ana: <Zzz qqq>', 'Ana: <once>');
    expect(inShort(await read(chat))).toEqual(['Ana | other', 'Ben | other', 'Ana | other', 'Ana | <once>']);
  });

  it('is nothing but its state when deleted, and without the note when edited', async () => {
    const chat = ios(
      `Ana: ${LRM}This message was deleted.`,
      `Ana: ${LRM}This message was deleted by admin Ben.`,
      `Ana: Du hast diese Nachricht gelöscht`,
      `Ana: new words ${LRM}<This message was edited>`,
    );
    expect(inShort(await read(chat))).toEqual([
      'Ana | deleted',
      'Ana | deleted',
      'Ana | deleted',
      'Ana | edited | new words',
    ]);
  });

  it('carries the hash of a file that lay beside the chat', async () => {
    const sha256 = createHash('sha256').update('x').digest('hex');
    const beside: Media = { kind: 'image', name: 'IMG-20210416-WA0002.jpg', sha256 };
    const media = new Map([['IMG-20210416-WA0002.jpg', beside]]);
    const [entry] = await read(android('Ana: IMG-20210416-WA0002.jpg (file attached)'), { media });
    expect(entry?.kind === 'message' && entry.message.media).toEqual([beside]);
  });

  it('gets an ordinal among equals of the same moment, wherever the export begins', async () => {
    const lines = ['Ana: ok', 'Ben: ok', 'Ana: ok', 'Ana: ok'];
    const ordinals = async (text: string): Promise<number[]> =>
      (await read(text)).map((entry) => (entry.kind === 'message' ? entry.message.ordinal : -1));
    expect(await ordinals(android(...lines))).toEqual([0, 0, 1, 2]);
    expect(await ordinals(`15/04/2021, 19:46 - Ana: ok\n${android(...lines)}`)).toEqual([0, 0, 0, 1, 2]);
  });
});

describe('when it was sent', () => {
  it('is read in the zone of the group; a skipped time moves forward, a repeated one is the first', async () => {
    const chat =
      '28/03/2021, 02:30 - Ana: skipped\n31/10/2021, 02:30 - Ana: twice\n31/10/2021, 12:00 - Ana: winter\n';
    const entries = await read(chat, { timezone: 'Europe/Berlin' });
    const times = entries.map((entry) =>
      entry.kind === 'message' ? entry.message.sentAt.toISOString() : '',
    );
    expect(times).toEqual([
      '2021-03-28T01:30:00.000Z',
      '2021-10-31T00:30:00.000Z',
      '2021-10-31T11:00:00.000Z',
    ]);
  });

  it('obeys the date order the caller knows better', async () => {
    const [entry] = await read('05/04/2021, 19:46 - Ana: x\n', { dateOrder: 'mdy' });
    expect(entry?.kind === 'message' && entry.message.sentAt.toISOString()).toBe('2021-05-04T19:46:00.000Z');
  });
});

describe('what is broken', () => {
  it('is set aside alone, with its line and the reason', async () => {
    const bytes = Buffer.concat([
      Buffer.from('half of something\n16/04/2021, 19:46 - Ana: a\n31/02/2021, 19:46 - Ana: b\nmore of b\n'),
      Buffer.from('16/04/2021, 25:46 - Ana: c\n16/04/2021, 19:47 - Ana: d'),
      Buffer.from([0xff]),
      Buffer.from('\nmore of d\n16/04/2021, 19:48 - Ana: e \ufffd\n16/04/2021, 19:'),
    ]);
    expect(inShort(await read(bytes))).toEqual([
      'half-line at 1',
      'Ana | a',
      'broken-date at 3',
      'no-such-time at 5',
      'invalid-utf8 at 6',
      'Ana | e \ufffd',
      'half-line at 9',
    ]);
  });

  it('is half a name at the end of a file, but not a whole line of the app', async () => {
    const chat = android('Anabel: hi', 'Anabel left').trimEnd();
    expect(inShort(await read(`${chat}\n16/04/2021, 19:47 - Anab`)).at(-1)).toBe('half-line at 3');
    expect(inShort(await read(chat)).at(-1)).toBe('system left Anabel');
  });

  it('is a line longer than a mebibyte, which is never held in memory', async () => {
    const chat = `${android('Ana: a')}16/04/2021, 19:46 - Ana: ${'x'.repeat(1_500_000)}\n${android('Ana: c')}`;
    expect(inShort(await read(chat, { chunk: 10_000 }))).toEqual(['Ana | a', 'too-long at 2', 'Ana | c']);
  });

  it.each([
    ['a PDF document', '%PDF-1.7 ...', 'binary'],
    ['a ZIP archive', 'PK\u0003\u0004....', 'binary'],
    ['binary data', '\u0000\u0001\u0002\u0000\u0001', 'binary'],
    ['JSON', '{"messages": []}', 'unknown-format'],
    ['a table (CSV)', 'date,name,text,x\n1,2,3,4', 'unknown-format'],
    ['plain text without dates at the start of its lines', 'dear diary\n', 'unknown-format'],
  ])('is refused when it is %s', async (looksLike, content, reason) => {
    const refused = await open(content);
    expect(refused).toMatchObject({ kind: 'refused', reason, details: { looksLike, line: 1 } });
    expect(JSON.stringify(refused)).not.toContain('diary');
  });

  it('is refused when there is nothing in it', async () => {
    expect(await open('')).toMatchObject({ reason: 'empty' });
    expect(await open('\ufeff \n\n')).toMatchObject({ reason: 'empty' });
  });
});

describe('the file itself', () => {
  const chat = '16/04/2021, 19:46 - Ana: ü\nmore\n16/04/2021, 19:47 - Ben: سلام\n';
  const expected = ['Ana | ü\nmore', 'Ben | سلام'];
  const utf16 = Buffer.from(`\ufeff${chat}`, 'utf16le');

  it.each([
    ['UTF-8 with LF', chat],
    ['CRLF', chat.replaceAll('\n', '\r\n')],
    ['lone CR', chat.replaceAll('\n', '\r')],
    ['a byte order mark before every line', chat.replaceAll('\n16', '\n\ufeff16')],
    ['UTF-16 little-endian', utf16],
    ['UTF-16 big-endian', Buffer.from(utf16).swap16()],
    ['UTF-16 without its mark', utf16.subarray(2)],
  ])('may be written as %s and cut into chunks anywhere', async (_name, content) => {
    for (const chunk of [5, 64, 65_536]) expect(inShort(await read(content, { chunk }))).toEqual(expected);
  });

  it('tells the name of the group by its own name or by what the app wrote', async () => {
    const titleOf = async (name: string, content = chat): Promise<string | null> => {
      const opened = await open(content, { name });
      return opened.kind === 'opened' ? opened.header.title : null;
    };
    expect(await titleOf('exports/WhatsApp Chat with Nairobi_Course_Group1.txt')).toBe(
      'Nairobi_Course_Group1',
    );
    expect(await titleOf('محادثة واتساب مع فريق.txt')).toBe('فريق');
    expect(await titleOf('Aid ile WhatsApp Sohbeti (1).zip')).toBe('Aid');
    expect(await titleOf('_chat.txt')).toBeNull();
    const renamed = android('Ana created group "Old"', 'Ana changed the subject to "New: one"');
    expect(await titleOf('_chat.txt', renamed)).toBe('New: one');
  });

  it('is recognised by its first lines', () => {
    const sure = (text: string, name = 'x.txt'): number =>
      whatsappExport.recognise(new TextEncoder().encode(text), name);
    expect(sure(chat)).toBeGreaterThan(0.9);
    expect(sure(chat, '_chat.txt')).toBe(1);
    expect(sure(`tail of a message\n${chat}`)).toBe(0.5);
    expect(sure('{"name": "x"}', 'result.json')).toBe(0);
    expect(sure('PK\u0003\u0004', 'WhatsApp Chat - Aid.zip')).toBe(0);
  });
});
