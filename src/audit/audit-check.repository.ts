import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { UnitOfWork } from '../kernel/transaction.js';
import { HealthRegistry } from '../platform/health/index.js';
import type { CheckResult } from '../platform/health/index.js';

/** Tells in health whether an entry could be written now: the right is there, and a partition for the present. */
@Injectable()
export class AuditCheck implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.health.register('audit', () => this.look());
  }

  private async look(): Promise<CheckResult> {
    const context = {
      organisationId: null,
      actor: { kind: 'service', id: 'health' },
      purpose: 'health',
    } as const;
    const [row] = await this.unitOfWork.run(context, (tx) =>
      tx.query<{ writable: boolean; partition: boolean }>(
        `SELECT has_table_privilege('audit_entry', 'INSERT') AS writable,
          to_regclass('audit_entry_' || to_char($1::timestamptz AT TIME ZONE 'UTC', 'YYYYMM"01"')) IS NOT NULL AS partition`,
        [this.clock.now()],
      ),
    );
    if (row?.writable && row.partition) return { state: 'up' };
    return {
      state: 'down',
      details: { reason: row?.writable ? 'no partition for this month' : 'no right to write' },
    };
  }
}
