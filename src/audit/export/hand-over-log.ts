import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { mustReachAll } from '../read/read-log.js';
import { VerifyLog } from '../verify/verify-log.js';
import type { Verdict } from '../verify/verify-export.js';
import { ExportLog } from './export-log.js';

/** The log for those who may take it away or have it checked; both are on record in it. */
@Injectable()
export class HandOverLog {
  constructor(
    private readonly work: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly log: ExportLog,
    private readonly verifyLog: VerifyLog,
  ) {}

  /** The lines of the export, the entry about it included. Throws NotPermitted. */
  async take(principal: Principal): Promise<AsyncGenerator<string>> {
    mustReachAll(principal, 'audit.export');
    await this.record(principal, 'audit.exported');
    return this.log.execute(workContextOf(principal));
  }

  /** Throws NotPermitted. */
  async verify(principal: Principal): Promise<Verdict> {
    mustReachAll(principal, 'audit.read');
    await this.record(principal, 'audit.verified');
    return this.verifyLog.execute(workContextOf(principal));
  }

  private record(principal: Principal, act: string): Promise<void> {
    const object = { kind: 'organisation', id: principal.organisationId };
    return this.work.run(workOf(principal, 'read_audit'), (tx) =>
      this.audit.record(tx, { act, object, outcome: 'done' }),
    );
  }
}

function workContextOf(principal: Principal) {
  return { ...workOf(principal, 'read_audit'), organisationId: principal.organisationId };
}
