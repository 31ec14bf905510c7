import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { reachOf, workOf } from '../../platform/auth/index.js';
import type { IncidentLine } from './incident-view.js';
import { ListRepository } from './list.repository.js';
import type { IncidentFilter, Reader } from './list.repository.js';

/** A screen or two; beyond that a list is no longer read but searched. */
const PAGE = 25;

export interface IncidentPage {
  readonly incidents: readonly IncidentLine[];
  /** The number of the next page; null on the last. */
  readonly next: number | null;
}

/** Incidents within the reader's reach: what waits for them first, then the worst, then the oldest. */
@Injectable()
export class ListIncidents {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly list: ListRepository,
  ) {}

  /** Pages are numbered from 1. */
  async execute(principal: Principal, filter: IncidentFilter, page = 1): Promise<IncidentPage> {
    const found = await this.uow.run(workOf(principal, 'incident'), async (tx) => {
      const asked = { ...filter, skip: (page - 1) * PAGE, limit: PAGE + 1 };
      const lines = await this.list.page(tx, readerOf(principal), asked);
      await this.audit.record(tx, {
        act: 'incidents.viewed',
        object: { kind: 'list', id: filter.which },
        outcome: 'done',
        details: { count: Math.min(lines.length, PAGE), page },
      });
      return lines;
    });
    return { incidents: found.slice(0, PAGE), next: found.length > PAGE ? page + 1 : null };
  }

  /** How many live ones wait for this person. */
  waiting(principal: Principal): Promise<number> {
    return this.uow.run(workOf(principal, 'incident'), (tx) => this.list.waiting(tx, readerOf(principal)));
  }
}

function readerOf(principal: Principal): Reader {
  return {
    staffId: principal.staffId,
    reading: reachOf(principal, 'incidents.read'),
    confidential: reachOf(principal, 'incidents.confidential'),
    working: reachOf(principal, 'incidents.work'),
  };
}
