import fc from 'fast-check';
import type { ExportEntry } from '../channel.js';
import { whatsappExport } from './index.js';

const DAY = 86_400_000;
const pad = (value: number): string => String(value).padStart(2, '0');

interface Style {
  readonly name: string;
  readonly stamp: (at: Date) => string;
  /** Smallest step of the clock shown, in milliseconds. */
  readonly step: number;
}

/** A style made of what the phone's language and clock give it. */
function phone(locale: string, clock: 'h12' | 'h23', shape: 'android' | 'ios' | 'ios-old'): Style {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'short',
    timeStyle: shape === 'android' ? 'short' : 'medium',
    hourCycle: clock,
    timeZone: 'UTC',
  });
  const wraps = {
    android: (text: string) => `${text} - `,
    ios: (text: string) => `[${text}] `,
    'ios-old': (text: string) => `${text}: `,
  };
  return {
    name: `${shape} ${locale} ${clock}`,
    stamp: (at) => wraps[shape](format.format(at)),
    step: shape === 'android' ? 60_000 : 1_000,
  };
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const OLD: readonly Style[] = [
  {
    name: 'android time first with the name of the month',
    stamp: (at) =>
      `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}, ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()} - `,
    step: 60_000,
  },
  {
    name: 'ios time first',
    stamp: (at) =>
      `[${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}, ${at.getUTCDate()}/${at.getUTCMonth() + 1}/${at.getUTCFullYear()}] `,
    step: 1_000,
  },
];

const LOCALES = (
  'en-US en-GB en-IN en-ZA en-KE de fr es es-MX pt-BR pt-PT it nl ru uk pl cs sk hu ro bg sr hr el tr az kk uz ' +
  'ar ar-EG ar-SA fa ur he hi bn ta te mr gu ne my km th vi id ms fil sw am so ha zu af sq ka hy sv da nb fi lt lv et ' +
  'ja zh-CN zh-TW zh-HK ko mn ja-u-ca-japanese fa-u-nu-latn'
).split(' ');

const STYLES: readonly Style[] = [
  ...LOCALES.flatMap((locale) => [
    phone(locale, 'h23', 'android'),
    phone(locale, 'h12', 'android'),
    phone(locale, 'h23', 'ios'),
    phone(locale, 'h12', 'ios'),
    phone(locale, 'h23', 'ios-old'),
  ]),
  ...OLD,
];

const START = Date.UTC(2021, 5, 14);

const name = fc.constantFrom(
  'Ana',
  'Ben - HR',
  '😀',
  'Mary Ann',
  'محمد',
  '李雷',
  'Dr. Cleo',
  '+254 700 000 001',
);
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('hello', 'see: this', '12 - x', '3.5 kg', 'ok?', 'مرحبا', 'a  b', '你好'),
  },
  {
    weight: 1,
    arbitrary: fc.stringMatching(/^[a-z0-9,.:;!? ()-]{1,60}$/).map((text) => `t${text}`.trimEnd()),
  },
);
const body = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));
const conversation = fc
  .array(fc.record({ gap: fc.integer({ min: 0, max: 2_000_000 }), name, body }), {
    minLength: 25,
    maxLength: 40,
  })
  .map((messages) => {
    let at = START;
    // A day at least between some of them, so that days above twelve come up.
    return messages.map(({ gap, ...message }, index) => {
      at += gap * 1_000 * (index % 3 === 0 ? 1 : 0) + (index % 2 === 0 ? DAY : 1_000);
      return { ...message, at };
    });
  });

async function read(bytes: Uint8Array): Promise<ExportEntry[] | null> {
  const stream = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  };
  const source = { name: 'chat.txt', bytes: bytes.length, media: new Map(), stream };
  const opened = await whatsappExport.open(source, { timezone: 'UTC' });
  if (opened.kind === 'refused') return null;
  const entries: ExportEntry[] = [];
  for await (const batch of opened.entries()) entries.push(...batch);
  return entries;
}

const lineOf = (entry: ExportEntry): number =>
  entry.kind === 'message' ? (entry.message.line ?? 0) : entry.line;

describe('a conversation', () => {
  it.each(STYLES)('comes back as it was said: $name', async ({ stamp, step }) => {
    await fc.assert(
      fc.asyncProperty(conversation, async (messages) => {
        const text = messages.map(
          ({ at, name: from, body: said }) => `${stamp(new Date(at))}${from}: ${said}\n`,
        );
        const entries = await read(new TextEncoder().encode(text.join('')));
        const got = entries?.map((entry) =>
          entry.kind === 'message'
            ? { at: entry.message.sentAt.getTime(), text: entry.message.text }
            : { at: 0, text: entry.kind },
        );
        expect(got).toEqual(messages.map(({ at, body: said }) => ({ at: at - (at % step), text: said })));
      }),
      { numRuns: 3 },
    );
  });
});

describe('a damaged file', () => {
  const chats = STYLES.filter((_style, at) => at % 7 === 0);

  it('never breaks the reader, never loses a line', async () => {
    const damage = fc.record({
      style: fc.constantFrom(...chats),
      messages: conversation,
      cuts: fc.array(
        fc.record({
          at: fc.nat(),
          length: fc.integer({ min: 0, max: 30 }),
          bytes: fc.uint8Array({ maxLength: 12 }),
        }),
        { maxLength: 6 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ style, messages, cuts }) => {
        const text = messages.map(
          ({ at, name: from, body: said }) => `${style.stamp(new Date(at))}${from}: ${said}\n`,
        );
        let bytes: Uint8Array = new TextEncoder().encode(text.join(''));
        for (const { at, length, bytes: put } of cuts) {
          const from = at % bytes.length;
          bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + length)]);
        }
        const entries = await read(bytes);
        if (entries === null) return;
        const lines = entries.map(lineOf);
        // Every entry begins on its own line, in order: lines between two beginnings belong to the first.
        expect(lines.every((at, index) => index === 0 || at > (lines[index - 1] ?? 0))).toBe(true);
        const all = new TextDecoder('utf-8').decode(bytes).split(/\r\n|\n|\r/);
        expect(all.findIndex((content) => content.trim() !== '') + 1).toBe(lines[0]);
        const said = entries.flatMap((entry) =>
          entry.kind === 'message' ? entry.message.text.split('\n') : [],
        );
        expect(said.length).toBeLessThanOrEqual(all.length);
      }),
      { numRuns: 400 },
    );
  });

  it('of random bytes is refused or read, and never takes long', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), async (bytes) => {
        const entries = await read(bytes);
        expect(entries === null || entries.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
