import type { DateOrder } from '../../channels/index.js';
import type { GroupId, ImportId, StaffId } from '../../kernel/ids.js';

/** What was found in an export while it was accepted. */
export interface ImportCounts {
  readonly messages: number;
  readonly system: number;
  /** Attachments that lay beside the chat, hashed and let go. */
  readonly media: number;
  /** Senders; one who changed their name counts twice. */
  readonly members: number;
  readonly quarantined: number;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
}

/** What the walk has made of an import's messages so far. */
export interface ImportProgress {
  /** Of `messages`; the import is finished when they are equal. */
  readonly walked: number;
  /** Of `walked`: known from an earlier import of the same or an overlapping export. */
  readonly duplicates: number;
  /** Of `walked`: dropped at the consent gate and only counted. */
  readonly refused: number;
  /** Of `walked`: raised for a human. */
  readonly flagged: number;
  /** Messages in deliveries that failed again and again and wait for a person. */
  readonly dead: number;
}

export interface Import extends ImportCounts, ImportProgress {
  readonly id: ImportId;
  readonly groupId: GroupId;
  readonly fileName: string | null;
  readonly bytes: number;
  /** Channel kind and the header variant in the format's own terms. */
  readonly format: string;
  readonly variant: string;
  readonly dateOrder: DateOrder | null;
  readonly dateOrderSure: number;
  readonly acceptedBy: StaffId;
  readonly acceptedAt: Date;
  readonly finishedAt: Date | null;
}

export interface QuarantinedLine {
  readonly line: number;
  readonly reason: string;
}
