import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { reachOf, workOf } from '../../platform/auth/index.js';
import { cursorAt, readCursor } from './cursor.js';
import type { FlagFilter } from './flag-filter.js';
import type { FlagView } from '../flags/flag-view.js';
import { QueueRepository } from './queue.repository.js';
import { ShowFlags } from '../flags/show-flags.js';
import type { StoredFlag } from '../flags/stored-flag.js';

/** As many as a person reads in one go on a phone, under 50 kB with their reasons. */
const PAGE = 25;

export interface FlagPage {
  readonly flags: readonly FlagView[];
  /** Opaque; pass back as `after`. Null on the last page. */
  readonly next: string | null;
}

/** A page of the review queue: worst first, newest first within a level, only what the reader's roles reach. */
@Injectable()
export class ListFlags {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly queue: QueueRepository,
    private readonly show: ShowFlags,
  ) {}

  /** Throws InvalidCursor for an `after` that this service did not hand out. */
  async execute(principal: Principal, filter: FlagFilter, after: string | null): Promise<FlagPage> {
    const asked = {
      filter,
      reach: reachOf(principal, 'flags.read'),
      after: after === null ? null : readCursor(after),
    };
    const found = await this.uow.run(workOf(principal, 'review'), async (tx) => {
      const flags = await this.queue.page(tx, asked, PAGE + 1);
      if (flags.length > 0) await this.audit.record(tx, viewed(flags.slice(0, PAGE)));
      return flags;
    });
    const shown = found.slice(0, PAGE);
    const last = shown.at(-1);
    return {
      flags: await this.show.execute(principal, shown),
      next: found.length > PAGE && last ? cursorAt(last) : null,
    };
  }
}

/** One entry for a page. First and last say which flags were on it: the queue's order is in the flags themselves. */
function viewed(flags: readonly StoredFlag[]) {
  const details = { count: flags.length, first: flags[0]?.id ?? null, last: flags.at(-1)?.id ?? null };
  return { act: 'flags.viewed', object: { kind: 'queue', id: 'flags' }, outcome: 'done', details } as const;
}
