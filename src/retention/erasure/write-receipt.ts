import { BEYOND, hashOf } from './erasure.js';
import type { Erasure, Receipt } from './erasure.js';
import type { MemberStores } from './member-stores.repository.js';

/** How long backups of the key folder are kept, as the guide for admins asks; the receipt promises it on that condition. */
export const KEY_BACKUP_DAYS = 7;

const DAY_MS = 24 * 3_600_000;

/** What was removed, and what was found when every store was read again. */
export function receiptOf(what: {
  readonly erasure: Erasure;
  readonly removed: Readonly<Record<string, number>>;
  readonly lines: Awaited<ReturnType<MemberStores['readAgain']>>;
  readonly now: Date;
}): { readonly receipt: Receipt; readonly hash: string } {
  const { erasure, removed, lines, now } = what;
  const receipt: Receipt = {
    version: 1,
    erasure: erasure.id,
    member: erasure.memberId,
    ground: erasure.ground,
    askedAt: erasure.askedAt.toISOString(),
    doneAt: now.toISOString(),
    key: 'destroyed',
    stores: lines
      .map(({ table, level, remaining }) => ({ table, level, rows: removed[table] ?? 0, remaining }))
      .filter(({ rows, remaining }) => rows + remaining > 0),
    beyond: BEYOND,
    absentFromBackupsAfter: new Date(now.getTime() + KEY_BACKUP_DAYS * DAY_MS).toISOString(),
  };
  return { receipt, hash: hashOf(receipt) };
}
