import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Actor, Transaction, WorkContext } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { JsonLogger } from '../../platform/logging/index.js';
import type { RetentionClass, TableRule } from '../map/data-map.js';
import { dataMap } from '../map/read-data-map.js';
import { DueRepository } from './due.repository.js';
import { RunRepository } from './run.repository.js';
import type { RetentionRun } from './run.repository.js';

/** Rows in one transaction: tens of milliseconds, so that nobody waits long for a lock or for the disk. */
const BATCH = 500;

/** After each batch the run rests twice as long as it took: a third of one connection, and of one disk's attention. */
const REST = 2;
const SHORTEST_REST_MS = 5;

const SERVICE: Actor = { kind: 'service', id: 'retention' };

export type RunOutcome =
  | { readonly kind: 'done'; readonly run: RetentionRun }
  /** Another process works on it, or this one was told to stop and leaves the rest to the next. */
  | { readonly kind: 'under_way' };

/** Asked between batches; a process that is told to stop is not kept waiting. */
type GoOn = () => boolean;

const TO_THE_END: GoOn = () => true;

/**
 * Removes what is over: partitions that are wholly over are dropped, everything else goes in small batches. Each batch
 * is counted in the transaction that removed it, so a run that was cut off is gone on with and its record stays true.
 */
@Injectable()
export class RunRetention {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly due: DueRepository,
    private readonly runs: RunRepository,
    private readonly vault: Vault,
    private readonly audit: AuditTrail,
    private readonly log: JsonLogger,
  ) {}

  /** One organisation whose day has begun, or whose run was asked for or left behind. False when there was none. */
  async step(goOn = TO_THE_END): Promise<boolean> {
    const organisations = await this.uow.run(look(), (tx) => this.runs.due(tx));
    for (const organisationId of organisations)
      if ((await this.execute(organisationId, SERVICE, goOn)).kind === 'done') return true;
    return false;
  }

  /** Asks for a run and does it; a run that was asked for before is the same run. */
  async execute(organisationId: OrganisationId, actor: Actor, goOn = TO_THE_END): Promise<RunOutcome> {
    await this.uow.run({ ...removing(organisationId), actor }, (tx) => this.runs.ask(tx));
    const runId = await this.uow.run(removing(organisationId), (tx) => this.runs.take(tx));
    if (runId === null) return { kind: 'under_way' };
    for (const one of dataMap().classes) await this.removeClass({ organisationId, runId, goOn }, one);
    if (!goOn()) {
      await this.uow.run(removing(organisationId), (tx) => this.runs.letGo(tx, runId));
      return { kind: 'under_way' };
    }
    const run = await this.uow.run(removing(organisationId), (tx) => this.finish(tx, runId));
    return run === null ? { kind: 'under_way' } : { kind: 'done', run };
  }

  private async removeClass(of: Work, one: RetentionClass): Promise<void> {
    if (one.action === 'keep') return;
    for (const rule of one.tables.filter(({ anchor }) => anchor !== null)) {
      try {
        if (one.action === 'prune') await this.drop(of, one, rule);
        await this.removeRows(of, one, rule);
      } catch (error) {
        // The other classes are not to wait for what is wrong with this one; the next run tries again.
        this.log.failure('retention.class_failed', error);
        await this.count(of, { class: one.id, rows: 0, partitions: 0, failures: 1 });
      }
    }
  }

  private async drop(of: Work, one: RetentionClass, rule: TableRule): Promise<void> {
    const partitions = await this.uow.run(look(), (tx) => this.due.dropPartitions(tx, rule, one.id));
    if (partitions > 0) await this.count(of, { class: one.id, rows: 0, partitions, failures: 0 });
  }

  private async removeRows(of: Work, one: RetentionClass, rule: TableRule): Promise<void> {
    while (of.goOn()) {
      const began = performance.now();
      const removed = await this.uow.run(removing(of.organisationId), (tx) =>
        this.batch(tx, of, { one, rule }),
      );
      if (removed < BATCH) return;
      await sleep(Math.max(SHORTEST_REST_MS, REST * (performance.now() - began)));
    }
  }

  private async batch(
    tx: Transaction,
    of: Work,
    what: { one: RetentionClass; rule: TableRule },
  ): Promise<number> {
    const { one, rule } = what;
    const removed = await this.due.remove(tx, rule, { class: one.id, limit: BATCH });
    if (removed.length === 0) return 0;
    // Before the commit: rows that could not be removed after all are over all the same.
    if (one.action === 'shred') for (const id of removed) await this.vault.destroyKey(of.organisationId, id);
    await this.runs.add(tx, of.runId, { class: one.id, rows: removed.length, partitions: 0, failures: 0 });
    return removed.length;
  }

  private count(of: Work, line: Parameters<RunRepository['add']>[2]): Promise<void> {
    return this.uow.run(removing(of.organisationId), (tx) => this.runs.add(tx, of.runId, line));
  }

  private async finish(tx: Transaction, runId: string): Promise<RetentionRun | null> {
    const run = await this.runs.finish(tx, runId);
    const sum = (of: 'rows' | 'partitions' | 'failures') =>
      (run?.lines ?? []).reduce((total, line) => total + line[of], 0);
    await this.audit.record(tx, {
      act: 'retention.ran',
      object: { kind: 'retention_run', id: runId },
      outcome: 'done',
      details: { rows: sum('rows'), partitions: sum('partitions'), failures: sum('failures') },
    });
    return run;
  }
}

interface Work {
  readonly organisationId: OrganisationId;
  readonly runId: string;
  readonly goOn: GoOn;
}

function removing(organisationId: OrganisationId): WorkContext {
  return { organisationId, actor: SERVICE, purpose: 'retention' };
}

function look(): WorkContext {
  return { organisationId: null, actor: SERVICE, purpose: 'retention_look' };
}
