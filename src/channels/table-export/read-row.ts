import type { Forwarded, InboundMessage, Media } from '../../kernel/message.js';
import type { ExportEntry, QuarantineReason } from '../channel.js';

/** One row or one JSON line, by the documented names; values are what the format could say. */
export type Row = Readonly<Record<string, unknown>>;

export interface Place {
  /** 1-based line of the file. */
  readonly line: number;
  readonly instant: (local: string) => Date | null;
  readonly beside: ReadonlyMap<string, Media>;
}

const FORWARDED: ReadonlySet<string> = new Set(['unknown', 'no', 'once', 'many']);

/** A row as an entry; what cannot be one is quarantined with its line. */
export function readRow(row: Row, place: Place): ExportEntry {
  const sender = textIn(row, 'sender');
  const sentAt = place.instant(textIn(row, 'sent_at'));
  if (!sentAt) return broken(place, 'broken-date');
  if (sender === '' || typeof (row.text ?? '') !== 'string') return broken(place, 'unreadable-entry');
  return { kind: 'message', message: messageOf(row, { sender, sentAt }, place) };
}

export function broken({ line }: Pick<Place, 'line'>, reason: QuarantineReason): ExportEntry {
  return { kind: 'quarantined', line, reason };
}

function messageOf(row: Row, known: { sender: string; sentAt: Date }, place: Place): InboundMessage {
  return {
    externalId: textIn(row, 'id') || null,
    sender: { handle: known.sender, name: textIn(row, 'name') || known.sender },
    sentAt: known.sentAt,
    text: textIn(row, 'text'),
    state: 'sent',
    forwarded: forwardedIn(row),
    media: mediaIn(row, place.beside),
    ordinal: 0,
    line: place.line,
  };
}

function textIn(row: Row, name: string): string {
  const value = row[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

function forwardedIn(row: Row): Forwarded {
  const value = textIn(row, 'forwarded');
  return FORWARDED.has(value) ? (value as Forwarded) : 'unknown';
}

function mediaIn(row: Row, beside: ReadonlyMap<string, Media>): readonly Media[] {
  const name = textIn(row, 'media');
  return name === '' ? [] : [beside.get(name) ?? { kind: 'other', name, sha256: null }];
}
