import type { Forwarded, InboundMessage } from '../../kernel/message.js';
import type { ExportEntry } from '../channel.js';
import { mediaOf } from './media-of.js';
import type { MediaLookup } from './media-of.js';
import type { Raw } from './raw.js';
import type { Chat } from './read-chats.js';
import { systemEventOf } from './system-event-of.js';

export interface Around {
  readonly chat: Chat;
  /** 1-based position of the message in the file; exports of JSON have no useful line numbers. */
  readonly position: number;
  /** Turns `2023-04-18T14:05:11` of the exporting phone into an instant; null when it is no date. */
  readonly instant: (local: string) => Date | null;
  readonly media: MediaLookup;
}

/** One exported message as an entry; one without a readable time is quarantined with its position. */
export function readEntry(value: unknown, around: Around): ExportEntry {
  const { position } = around;
  if (typeof value !== 'object' || value === null) {
    return { kind: 'quarantined', line: position, reason: 'unreadable-entry' };
  }
  const raw = value as Raw;
  const at = timeOf(raw, around);
  if (!at) return { kind: 'quarantined', line: position, reason: 'broken-date' };
  if (raw.type !== 'message') return { kind: 'system', event: systemEventOf(raw), at, line: position };
  return { kind: 'message', message: messageOf(raw, at, around) };
}

/** `date_unixtime` (since 2021) is an instant; `date` is the exporting phone's wall clock. */
function timeOf(raw: Raw, around: Around): Date | null {
  const seconds = Number(raw.date_unixtime ?? Number.NaN);
  if (Number.isSafeInteger(seconds) && seconds > 0) return new Date(seconds * 1000);
  return typeof raw.date === 'string' ? around.instant(raw.date) : null;
}

function messageOf(raw: Raw, sentAt: Date, { chat, position, media }: Around): InboundMessage {
  const name = typeof raw.from === 'string' && raw.from !== '' ? raw.from : null;
  return {
    externalId: `${chat.id}:${idOf(raw)}`,
    sender: { handle: handleOf(raw.from_id) ?? name ?? 'deleted-account', name },
    sentAt,
    text: textOf(raw),
    state: wasEdited(raw) ? 'edited' : 'sent',
    forwarded: forwardedOf(raw),
    media: mediaOf(raw, media),
    ordinal: 0,
    line: position,
  };
}

function idOf(raw: Raw): string {
  return typeof raw.id === 'number' || typeof raw.id === 'string' ? String(raw.id) : '';
}

/** `user123` and `channel123` since 2021, a bare number before: the same person either way. */
function handleOf(fromId: unknown): string | null {
  if (typeof fromId === 'number') return `user${fromId}`;
  return typeof fromId === 'string' && fromId !== '' ? fromId : null;
}

/** Text is a string, or an array of strings and `{type, text}` pieces. A poll's words are its question and answers. */
function textOf(raw: Raw): string {
  const text = joinPieces(raw.text);
  const poll = raw.poll;
  if (text !== '' || typeof poll !== 'object' || poll === null) return text;
  const { question, answers } = poll as Raw;
  const lines = Array.isArray(answers)
    ? answers.map((answer: unknown) => joinPieces((answer as Raw).text))
    : [];
  return [joinPieces(question), ...lines].join('\n');
}

function joinPieces(pieces: unknown): string {
  if (typeof pieces === 'string') return pieces;
  if (!Array.isArray(pieces)) return '';
  return pieces
    .map((piece: unknown) => (typeof piece === 'string' ? piece : joinPieces((piece as Raw | null)?.text)))
    .join('');
}

/** Never-edited messages carried `1970-01-01` in older exports. */
function wasEdited(raw: Raw): boolean {
  return typeof raw.edited === 'string' && !raw.edited.startsWith('1970-01-01');
}

function forwardedOf(raw: Raw): Forwarded {
  return 'forwarded_from' in raw || 'saved_from' in raw ? 'once' : 'no';
}
