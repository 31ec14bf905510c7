import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, NotPermitted, workOf } from '../../platform/auth/index.js';
import type { PermissionName } from '../../platform/auth/index.js';
import { SignCheckpoint } from '../checkpoint/sign-checkpoint.js';
import { lastCheckpoint } from '../export/log.repository.js';
import type { SignedSize } from '../export/log.repository.js';
import { cursorAt, listEntries } from './entries.repository.js';
import type { ListedEntry } from './entries.repository.js';
import type { EntryFilter } from './entry-filter.js';

const PAGE = 50;

export interface EntryPage {
  readonly entries: readonly ListedEntry[];
  /** Opaque; pass back as `after`. Null on the last page. */
  readonly next: string | null;
}

export interface LogHead {
  /** Null before the first entry has its place. */
  readonly checkpoint: SignedSize | null;
  /** What a verifier is given, once and by another way than the log. */
  readonly key: string;
}

/** The log as its readers see it: references only. It belongs to the whole organisation, and so does the right to it. */
@Injectable()
export class ReadLog {
  constructor(
    private readonly work: UnitOfWork,
    private readonly signer: SignCheckpoint,
  ) {}

  /** Newest first. Throws InvalidPlace for an `after` that was not handed out, NotPermitted without the right. */
  async page(principal: Principal, filter: EntryFilter, after: string | null): Promise<EntryPage> {
    mustReachAll(principal, 'audit.read');
    const found = await this.work.run(workOf(principal, 'read_audit'), (tx) =>
      listEntries(tx, { filter, after }, PAGE + 1),
    );
    const entries = found.slice(0, PAGE);
    const last = entries.at(-1);
    return { entries, next: found.length > PAGE && last ? cursorAt(last) : null };
  }

  async head(principal: Principal): Promise<LogHead> {
    mustReachAll(principal, 'audit.read');
    const checkpoint = await this.work.run(workOf(principal, 'read_audit'), lastCheckpoint);
    return { checkpoint, key: this.signer.verifierKey(principal.organisationId) };
  }
}

/** Throws NotPermitted unless the right is held over the whole organisation. */
export function mustReachAll(principal: Principal, permission: PermissionName): void {
  if (!may(principal, permission, { programmeId: null, groupId: null })) throw new NotPermitted();
}
