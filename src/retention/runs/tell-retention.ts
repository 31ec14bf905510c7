import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { OrganisationId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { inWhole } from '../in-whole.js';
import type { RetentionClass } from '../map/data-map.js';
import { dataMap } from '../map/read-data-map.js';
import { COUNT_LIMIT, DueRepository } from './due.repository.js';
import type { TableCount } from './due.repository.js';
import { RunRepository } from './run.repository.js';
import type { RetentionRun } from './run.repository.js';

/** How a class stands for one organisation. */
export interface ClassStanding {
  readonly class: string;
  readonly action: RetentionClass['action'];
  readonly reason: string;
  readonly tables: readonly string[];
  /** Null: no number of days. */
  readonly keepDays: number | null;
  readonly defaultDays: number | null;
  readonly floorDays: number;
  readonly capDays: number;
  readonly rows: number;
  readonly over: number;
  /** A count stopped: there are more. */
  readonly more: boolean;
  readonly oldest: Date | null;
  /** When the oldest row is over. */
  readonly nextAt: Date | null;
}

const DAY_MS = 24 * 3_600_000;

/** As many as a page shows; the log has the rest. */
const RUNS_SHOWN = 20;

/** What goes when, what went, and how long an organisation wants things kept. Counts and dates only. */
@Injectable()
export class TellRetention {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly due: DueRepository,
    private readonly runs: RunRepository,
    private readonly audit: AuditTrail,
  ) {}

  classes(principal: Principal): Promise<readonly ClassStanding[]> {
    return this.standing(inWhole(principal, 'retention.read'));
  }

  /** For the command line, which whoever runs the machine may use. */
  preview(organisationId: OrganisationId): Promise<readonly ClassStanding[]> {
    return this.standing({
      organisationId,
      actor: { kind: 'service', id: 'command-line' },
      purpose: 'retention',
    });
  }

  history(principal: Principal): Promise<readonly RetentionRun[]> {
    return this.uow.run(inWhole(principal, 'retention.read'), (tx) =>
      this.runs.list(tx, { limit: RUNS_SHOWN }),
    );
  }

  /** A worker takes it up within a second; false when one is under way already. */
  askForRun(principal: Principal): Promise<boolean> {
    return this.uow.run(inWhole(principal, 'retention.run'), async (tx) => {
      const isNew = await this.runs.ask(tx);
      if (isNew)
        await this.audit.record(tx, {
          act: 'retention.run_asked',
          object: { kind: 'organisation', id: principal.organisationId },
          outcome: 'done',
        });
      return isNew;
    });
  }

  /** Holds from the moment it is stored. */
  async keep(
    principal: Principal,
    classId: string,
    days: number,
  ): Promise<{ readonly kind: 'kept' } | Refused<'no-such-class' | 'out-of-bounds'>> {
    const context = inWhole(principal, 'retention.run');
    const one = dataMap().classes.find(({ id }) => id === classId);
    if (typeof one?.keepDays !== 'number') return refuse('no-such-class');
    const { floorDays: floor, capDays: cap } = one;
    if (!Number.isInteger(days) || days < floor || days > cap) return refuse('out-of-bounds', { floor, cap });
    await this.uow.run(context, async (tx) => {
      await this.due.choose(tx, classId, days);
      await this.audit.record(tx, {
        act: 'retention.keep_changed',
        object: { kind: 'retention_class', id: classId },
        outcome: 'done',
        details: { days },
      });
    });
    return { kind: 'kept' };
  }

  private standing(context: WorkContext): Promise<readonly ClassStanding[]> {
    return this.uow.run({ ...context, purpose: 'retention' }, async (tx) => {
      const keeps = await this.due.keeps(tx);
      const standings: ClassStanding[] = [];
      for (const one of dataMap().classes)
        standings.push(await this.standingOf(tx, one, keeps.get(one.id) ?? null));
      return standings;
    });
  }

  private async standingOf(
    tx: Transaction,
    one: RetentionClass,
    keepDays: number | null,
  ): Promise<ClassStanding> {
    const counts: TableCount[] = [];
    for (const rule of one.tables) counts.push(await this.due.count(tx, rule, one.id));
    const dates = counts.flatMap(({ oldest }) => (oldest ? [oldest.getTime()] : []));
    const oldest = dates.length === 0 ? null : new Date(Math.min(...dates));
    const total = (of: 'rows' | 'over') => counts.reduce((sum, count) => sum + count[of], 0);
    return {
      class: one.id,
      action: one.action,
      reason: one.reason,
      tables: one.tables.map(({ table }) => table),
      ...{ keepDays, defaultDays: one.keepDays, floorDays: one.floorDays, capDays: one.capDays },
      rows: total('rows'),
      over: total('over'),
      more: counts.some(({ rows }) => rows > COUNT_LIMIT),
      oldest,
      nextAt: oldest && keepDays !== null ? new Date(oldest.getTime() + keepDays * DAY_MS) : null,
    };
  }
}
