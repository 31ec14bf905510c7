import type { Forwarded, InboundMessage, Media, MediaKind, Sender } from '../../kernel/message.js';
import { isKey, isRecord, isText } from './read-envelope.js';

export interface ItemFault {
  readonly kind: 'fault';
  /** Within the message, e.g. `/sender/handle`; empty for the message itself. */
  readonly path: string;
  readonly reason: string;
}

export type ReadMessage = { readonly kind: 'message'; readonly message: InboundMessage } | ItemFault;

/** Apps cut messages at 65,536 characters; nothing longer was typed by anyone. */
const LONGEST_TEXT = 65_536;
const LONGEST_NAME = 200;
const MOST_MEDIA = 30;

const FORWARDED: readonly Forwarded[] = ['unknown', 'no', 'once', 'many'];
const MEDIA_KINDS: readonly MediaKind[] = [
  'image',
  'video',
  'audio',
  'sticker',
  'gif',
  'document',
  'contact',
  'location',
  'other',
];

/** The first thing wrong with an item, or the message. */
export function readMessage(item: unknown): ReadMessage {
  if (!isRecord(item)) return fault('', 'not-an-object');
  const wrong = faultOf(item);
  if (wrong) return wrong;
  return {
    kind: 'message',
    message: {
      externalId: (item.id as string | null | undefined) ?? null,
      sender: senderOf(item.sender as Readonly<Record<string, unknown>>),
      sentAt: new Date(item.sentAt as string),
      text: item.text as string,
      state: 'sent',
      forwarded: (item.forwarded as Forwarded | undefined) ?? 'unknown',
      media: ((item.media as readonly Readonly<Record<string, unknown>>[] | undefined) ?? []).map(mediaOf),
      ordinal: 0,
      line: null,
    },
  };
}

type Check = (item: Readonly<Record<string, unknown>>) => ItemFault | null;

const CHECKS: readonly Check[] = [
  ({ id }) => (id === undefined || id === null || isKey(id) ? null : fault('/id', 'not-an-id')),
  ({ sender }) => faultOfSender(sender),
  ({ sentAt }) => (isInstant(sentAt) ? null : fault('/sentAt', 'not-an-instant')),
  ({ text }) => faultOfText(text),
  ({ forwarded }) => (isOneOf(forwarded, FORWARDED) ? null : fault('/forwarded', 'not-a-known-word')),
  ({ media }) => faultOfMedia(media),
];

function faultOf(item: Readonly<Record<string, unknown>>): ItemFault | null {
  for (const check of CHECKS) {
    const wrong = check(item);
    if (wrong) return wrong;
  }
  return null;
}

function faultOfSender(sender: unknown): ItemFault | null {
  if (!isRecord(sender)) return fault('/sender', 'not-an-object');
  if (!isKey(sender.handle)) return fault('/sender/handle', 'not-a-handle');
  return isShortText(sender.name ?? null) ? null : fault('/sender/name', 'not-a-name');
}

function faultOfText(text: unknown): ItemFault | null {
  if (typeof text === 'string' && text.length > LONGEST_TEXT) return fault('/text', 'too-long');
  return isText(text, LONGEST_TEXT) ? null : fault('/text', 'not-text');
}

function faultOfMedia(media: unknown): ItemFault | null {
  if (media === undefined) return null;
  if (!Array.isArray(media) || media.length > MOST_MEDIA) return fault('/media', 'not-a-short-list');
  const wrong = media.findIndex((item) => !isMedia(item));
  return wrong < 0 ? null : fault(`/media/${wrong}`, 'not-an-attachment');
}

const SHA256 = /^[0-9a-f]{64}$/;

function isMedia(item: unknown): boolean {
  if (!isRecord(item)) return false;
  const { kind, name, sha256 } = item;
  const hashed =
    sha256 === undefined || sha256 === null || (typeof sha256 === 'string' && SHA256.test(sha256));
  return MEDIA_KINDS.includes(kind as MediaKind) && isShortText(name ?? null) && hashed;
}

/** With seconds and an offset: a time without one means a different moment on every machine. */
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
/** Group chats did not exist before, and a clock that says later is wrong. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

function isInstant(value: unknown): boolean {
  const parts = typeof value === 'string' ? INSTANT.exec(value) : null;
  if (!parts) return false;
  const [text, year, month, day] = parts;
  const at = Date.parse(text);
  return at >= EARLIEST && at < LATEST && isDay(Number(year), Number(month), Number(day));
}

/** `Date.parse` takes 30 February for 2 March. */
function isDay(year: number, month: number, day: number): boolean {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

function isOneOf(value: unknown, words: readonly string[]): boolean {
  return value === undefined || (typeof value === 'string' && words.includes(value));
}

function isShortText(value: unknown): boolean {
  return value === null || isText(value, LONGEST_NAME);
}

function senderOf(sender: Readonly<Record<string, unknown>>): Sender {
  return { handle: sender.handle as string, name: (sender.name as string | null | undefined) ?? null };
}

function mediaOf(item: Readonly<Record<string, unknown>>): Media {
  const { kind, name, sha256 } = item as { kind: MediaKind; name?: string | null; sha256?: string | null };
  return { kind, name: name ?? null, sha256: sha256 ?? null };
}

function fault(path: string, reason: string): ItemFault {
  return { kind: 'fault', path, reason };
}
