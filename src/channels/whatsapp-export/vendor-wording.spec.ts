import { existsSync, readFileSync } from 'node:fs';
import type { InboundMessage } from '../../kernel/message.js';
import type { ExportEntry } from '../channel.js';
import { whatsappExport } from './index.js';

type Templates = Record<string, Record<string, string>>;

const FOLDER = new URL('../../../../shared/fixtures/channels/whatsapp-export/', import.meta.url);
const present = existsSync(FOLDER);
const describeWithFixtures = present ? describe : describe.skip;
if (!present) process.stderr.write('vendor-wording.spec: ../shared/fixtures is absent, skipped\n');

const load = (name: string): Templates =>
  present ? (JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Templates) : {};

const ANDROID_EVENTS =
  /^(chat_changed|group_(created|description|participant_(added|changed|demoted|joined|left|promoted|removed)|participants_(name|you)|subject_changed_by)|identity_change|invite_link|settings_security)/;
const IOS_EVENTS =
  /^(e2e_notice|security|left|added_you|joined|you_|subject|description|disappearing|changed_number|community|group_creator|missed)/;

const FILE = 'Plan of May v2.pdf';
const PLAIN = ['Ana', 'Ben', 'Cleo'];
const WITH_COLONS = ['Ana', 'Aid: north', 'Aid: south'];

const fill = (template: string, values: readonly string[]): string => {
  let next = 0;
  return template.replace(/%(?:(\d)\$)?[s@]/g, (_all, at?: string) => {
    const index = at ? Number(at) - 1 : next++;
    return values[index] ?? 'x';
  });
};

async function entriesOf(text: string): Promise<ExportEntry[]> {
  const bytes = new TextEncoder().encode(text);
  const source = {
    name: '_chat.txt',
    bytes: bytes.length,
    media: new Map(),
    stream: () => chunks(bytes),
  };
  const opened = await whatsappExport.open(source, { timezone: 'UTC' });
  if (opened.kind === 'refused') throw new Error(opened.reason);
  const all: ExportEntry[] = [];
  for await (const batch of opened.entries()) all.push(...batch);
  return all;
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** The last entry of a chat in which the people already wrote. */
async function lastOf(line: string, head: (n: number) => string): Promise<ExportEntry> {
  const before = ['Ana', 'Ben', 'Cleo'].map((name, at) => `${head(at)}${name}: hello`);
  const entries = await entriesOf([...before, ...before, `${head(5)}${line}`, ''].join('\n'));
  expect(entries).toHaveLength(7);
  return entries[6] ?? { kind: 'quarantined', line: 0, reason: 'half-line' };
}

const android = (line: string): Promise<ExportEntry> => lastOf(line, (n) => `16/04/2021, 19:4${n} - `);
const ios = (line: string): Promise<ExportEntry> => lastOf(line, (n) => `[16.04.21, 19:46:0${n}] `);

function messageIn(entry: ExportEntry, what: string): InboundMessage {
  if (entry.kind !== 'message') throw new Error(`${what} is read as ${entry.kind}`);
  return entry.message;
}

/** What a member's line must become; keys as in the collection. */
const SPOKEN: Readonly<Record<string, (message: InboundMessage) => boolean>> = {
  email_media_omitted: ({ media }) => media[0]?.kind === 'other',
  email_file_attached: ({ media, text }) => media[0]?.name === FILE && text === '',
  email_location_message: ({ media }) => media[0]?.kind === 'location',
  email_live_location_message: ({ media }) => media[0]?.kind === 'location',
  revoked_msg_incoming: isDeleted,
  revoked_msg_incoming_for_everyone: isDeleted,
  revoked_msg_outgoing: isDeleted,
  revoked_msg_outgoing_for_everyone: isDeleted,
};

function isDeleted({ state, text }: InboundMessage): boolean {
  return state === 'deleted' && text === '';
}

/** The collection has this word where a locale lacks a text. */
const knownTexts = (texts: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(texts).filter(([, text]) => text !== 'undefined');

describeWithFixtures('the wording of the app in every language', () => {
  it.each(Object.entries(load('templates-android.json')))('on Android in %s', async (locale, texts) => {
    const wrong: string[] = [];
    for (const [key, template] of knownTexts(texts)) {
      const good = SPOKEN[key];
      if (good) {
        const value = key === 'email_location_message' ? 'https://maps.google.com/?q=1.5,2.5' : FILE;
        const entry = await android(`Ana: ${fill(template, [value])}`);
        if (!good(messageIn(entry, `${locale} ${key}`))) wrong.push(key);
      }
      if (!ANDROID_EVENTS.test(key)) continue;
      for (const names of /created|subject/.test(key) ? [PLAIN, WITH_COLONS] : [PLAIN]) {
        const { kind } = await android(fill(template, names));
        if (kind !== 'system') wrong.push(`${key} ${names.join()}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(load('templates-ios.json')))('on iOS in %s', async (locale, texts) => {
    const wrong: string[] = [];
    for (const [key, template] of knownTexts(texts)) {
      const entry = await ios(`Ana: ${fill(template, key === 'attached' ? [FILE] : WITH_COLONS)}`);
      const system = IOS_EVENTS.test(key);
      if (system !== (entry.kind === 'system')) wrong.push(`${key}: ${entry.kind}`);
      if (system) continue;
      const message = messageIn(entry, `${locale} ${key}`);
      if (!(/delete|GHe/.test(key) ? isDeleted(message) : message.media.length === 1)) wrong.push(key);
    }
    expect(wrong).toEqual([]);
  });
});
