import { isUuid } from '../../kernel/ids.js';
import { InvalidCursor } from '../review.errors.js';
import type { StoredFlag } from '../flags/stored-flag.js';

/** Where a page ended: the next one begins strictly after this flag, whatever was raised meanwhile. */
export interface Cursor {
  readonly severityRank: number;
  readonly createdAt: Date;
  readonly id: string;
}

export function cursorAt({ severityRank, createdAt, id }: StoredFlag): string {
  return Buffer.from(`${severityRank} ${createdAt.getTime()} ${id}`).toString('base64url');
}

/** Throws InvalidCursor for anything this service would not hand out. */
export function readCursor(text: string): Cursor {
  const [rank = '', moment = '', id = ''] = Buffer.from(text, 'base64url').toString('latin1').split(' ');
  if (!/^[0-4]$/.test(rank) || !/^\d{1,14}$/.test(moment) || !isUuid(id)) throw new InvalidCursor();
  return { severityRank: Number(rank), createdAt: new Date(Number(moment)), id };
}
