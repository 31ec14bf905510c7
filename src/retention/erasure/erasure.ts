import { createHash } from 'node:crypto';
import type { Ground } from '../../kernel/erasure-ground.js';
import type { Id, MemberId } from '../../kernel/ids.js';

/**
 * How far a table has forgotten: rows gone; columns emptied, the random id stays; words that nobody can read because
 * their key is destroyed; only the random id was ever there.
 */
export type Level = 'deleted' | 'cleared' | 'key_destroyed' | 'random_id';

export interface StoreLine {
  readonly table: string;
  readonly level: Level;
  /** Rows deleted or emptied. */
  readonly rows: number;
  /** Rows that hold the bare random id still. */
  readonly remaining: number;
}

/** What a receipt must not hide: a copy may lie in these until it is over, and nothing there says whose it is. */
export const BEYOND = ['unread_deliveries', 'staff_notes', 'words_of_others'] as const;

/** Says what was done and no more than that. */
export interface Receipt {
  readonly version: 1;
  readonly erasure: string;
  readonly member: string;
  readonly ground: Ground;
  readonly askedAt: string;
  readonly doneAt: string;
  readonly key: 'destroyed';
  readonly stores: readonly StoreLine[];
  readonly beyond: typeof BEYOND;
  /** Copies in backups are unreadable when the last backup of the keys is gone. */
  readonly absentFromBackupsAfter: string;
}

export interface Erasure {
  readonly id: Id<'erasure'>;
  readonly memberId: MemberId;
  readonly ground: Ground;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly doneAt: Date | null;
  readonly receipt: Receipt | null;
  /** SHA-256 in hex; stands in the log. */
  readonly receiptHash: string | null;
}

/** Over the receipt as JSON with sorted members and no white space. */
export function hashOf(receipt: Receipt): string {
  const text = JSON.stringify(receipt, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(text).digest('hex');
}
