import type { InboundMessage, Media } from '../kernel/message.js';
import type { Refused } from '../kernel/refused.js';
import type { SettingsSchema } from '../kernel/settings.js';

/** What can be done on a channel; the console says what is impossible before anyone relies on it. */
export interface Capabilities {
  readonly deleteMessage: boolean;
  readonly removeMember: boolean;
  readonly reply: boolean;
}

/** What every channel declares, whatever way its messages come in. */
export interface Channel {
  /** kebab-case, equal to its folder's name; stored with the messages. */
  readonly kind: string;
  readonly capabilities: Capabilities;
}

export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** What the person importing may know better than the file. */
export interface ReadOptions {
  /** IANA zone of the timestamps in the file (the group's zone; exports carry none). */
  readonly timezone: string;
  /** Overrides what the file suggests. */
  readonly dateOrder?: DateOrder;
}

/** A file to read: bytes from the start, as often as asked (detection, date order and reading are separate passes). */
export interface ExportSource {
  /** For messages to people and for formats that put the group's name there. */
  readonly name: string;
  readonly bytes: number;
  stream(): AsyncIterable<Uint8Array>;
  /** Media that lay beside the text in an archive, by file name, already hashed. */
  readonly media: ReadonlyMap<string, Media>;
}

/** One entry of an export, in the order of the file. Every line of the file belongs to exactly one of them. */
export type ExportEntry =
  | { readonly kind: 'message'; readonly message: InboundMessage }
  | { readonly kind: 'system'; readonly event: SystemEvent; readonly at: Date; readonly line: number }
  | { readonly kind: 'quarantined'; readonly line: number; readonly reason: QuarantineReason };

/** What the platform itself wrote. `other` when the wording says nothing the service acts on. */
export interface SystemEvent {
  readonly kind: 'joined' | 'left' | 'removed' | 'added' | 'renamed_group' | 'changed_number' | 'other';
  /** Handles or names the line is about, as written. */
  readonly subjects: readonly string[];
}

export type QuarantineReason =
  'broken-date' | 'half-line' | 'invalid-utf8' | 'no-such-time' | 'too-long' | 'unreadable-entry';

/** What was found out about a file before its entries are read. */
export interface ExportHeader {
  /** Channel kind. */
  readonly format: string;
  /** The concrete header variant in the format's own terms, e.g. `ios-24h`, `android-12h`. */
  readonly variant: string;
  readonly dateOrder: DateOrder | null;
  /** 0.5 (a guess) to 1 (proven by a part > 12); 1 when the format is unambiguous. */
  readonly dateOrderSure: number;
  /** Name of the group or chat, when the file or its name tells. */
  readonly title: string | null;
  /** Names of the chats when a file holds several (a whole account); absent when it is one chat by nature. */
  readonly chats?: readonly string[];
}

export type ExportRefusal = Refused<
  'unknown-format' | 'empty' | 'binary' | 'unsupported-variant' | 'broken-file'
>;

export interface OpenExport {
  readonly kind: 'opened';
  readonly header: ExportHeader;
  /**
   * Entries in batches (up to about 1,000), so that a caller pays one await per batch. Memory stays bounded whatever
   * the file's size. Every entry comes out exactly once; a broken one comes out quarantined.
   */
  entries(): AsyncIterable<readonly ExportEntry[]>;
}

/** A channel that reads files people export from an app. */
export interface ExportChannel extends Channel {
  readonly settings: SettingsSchema;
  /** 0 when the first bytes (at most 64 KiB) are surely not this format, 1 when they surely are. */
  recognise(head: Uint8Array, name: string): number;
  /** Reads enough to describe the file; refuses with what it looks like, what was expected and the first offending line. */
  open(source: ExportSource, options: ReadOptions): Promise<OpenExport | ExportRefusal>;
}

/** A request as it came over the wire; nothing parsed. */
export interface SignedRequest {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export type VerifyRefusal = Refused<'missing-signature' | 'wrong-signature' | 'stale-timestamp'>;

/** What one delivery contains, per group of the channel. */
export interface NormalisedDelivery {
  readonly messages: readonly { readonly groupKey: string; readonly message: InboundMessage }[];
  /** Items that could not be understood: a JSON pointer and a reason, never the content. */
  readonly quarantined: readonly { readonly path: string; readonly reason: string }[];
}

export type NormaliseRefusal = Refused<'not-json' | 'invalid-shape'>;

/** A channel that is pushed to us. Raw bytes are verified, stored durably, then answered; normalising happens after. */
export interface WebhookChannel extends Channel {
  readonly settings: SettingsSchema;
  verify(
    request: SignedRequest,
    secret: Uint8Array,
    now: Date,
  ): { readonly kind: 'verified' } | VerifyRefusal;
  /** The channel's own id of the delivery, for deduplication; read without trusting anything else in the body. */
  deliveryId(
    body: Uint8Array,
  ): { readonly kind: 'id'; readonly id: string; readonly groupKey: string } | NormaliseRefusal;
  normalise(body: Uint8Array): NormalisedDelivery | NormaliseRefusal;
}
