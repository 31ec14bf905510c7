import type { GroupId, MemberId, MessageId, OrganisationId } from './ids.js';

/** How far a message has travelled, as far as the channel tells. */
export type Forwarded = 'unknown' | 'no' | 'once' | 'many';

export type MediaKind =
  'image' | 'video' | 'audio' | 'sticker' | 'gif' | 'document' | 'contact' | 'location' | 'other';

/** A file beside a message. The file itself is never kept: its kind, size and hash are. */
export interface Media {
  readonly kind: MediaKind;
  /** Name in the export, when it has one. */
  readonly name: string | null;
  /** SHA-256 of the bytes in hex, when the bytes were there to be hashed. */
  readonly sha256: string | null;
}

/** What a message says about the person who sent it, in the channel's own words. */
export interface Sender {
  /** The channel's stable key for the person: a number, a user id, or the name where the channel has nothing better. */
  readonly handle: string;
  /** What other members see; null when the channel gives none. */
  readonly name: string | null;
}

/** A message in the one shape every channel is normalised to; nobody has been asked yet whether it may be read. */
export interface InboundMessage {
  /** The channel's own id when it has one. Identity is this, or (group, time, sender, body, ordinal). */
  readonly externalId: string | null;
  readonly sender: Sender;
  readonly sentAt: Date;
  /** The member's words; empty for media without a caption and for deleted messages. */
  readonly text: string;
  readonly state: 'sent' | 'edited' | 'deleted';
  readonly forwarded: Forwarded;
  readonly media: readonly Media[];
  /** 0 for the first of several messages equal in group, time, sender and body; 1 for the second... */
  readonly ordinal: number;
  /** Where it stood in its file (1-based line) or null for live channels; for people to find it again. */
  readonly line: number | null;
}

/**
 * Only `src/consent` constructs this type (compile-time tested): scanning without a basis does not compile.
 * The brand symbol is not exported, so no object literal can carry it.
 */
declare const admitted: unique symbol;

/** A message that its group's basis and its sender's wishes allow to be scanned for the purposes named. */
export interface AdmittedMessage {
  readonly [admitted]: true;
  readonly id: MessageId;
  readonly organisationId: OrganisationId;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly sender: Sender;
  readonly sentAt: Date;
  readonly text: string;
  readonly state: InboundMessage['state'];
  readonly forwarded: Forwarded;
  readonly media: readonly Media[];
  readonly line: number | null;
  /** What the basis allows; detectors outside these purposes are not run. */
  readonly purposes: readonly ScanPurpose[];
}

/** The purposes of `basis` that allow looking at a message. */
export const SCAN_PURPOSES = [
  'scan_hate',
  'scan_scam',
  'scan_misinformation',
  'scan_impersonation',
  'scan_personal_data',
] as const;

export type ScanPurpose = (typeof SCAN_PURPOSES)[number];
