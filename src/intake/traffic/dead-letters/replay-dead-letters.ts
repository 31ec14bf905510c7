import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../kernel/audit-trail.js';
import type { DeliveryId } from '../../../kernel/ids.js';
import type { Principal } from '../../../kernel/principal.js';
import { UnitOfWork } from '../../../kernel/transaction.js';
import { mustReachAll, workOf } from '../../../platform/auth/index.js';
import { TrafficLog } from '../traffic-log.js';

/** Puts dead letters back into their lanes, once whatever was wrong has been put right. */
@Injectable()
export class ReplayDeadLetters {
  constructor(
    private readonly work: UnitOfWork,
    private readonly log: TrafficLog,
    private readonly audit: AuditTrail,
  ) {}

  /** Answers how many there were; ids that are not dead letters are passed over. Throws NotPermitted as the list does. */
  async execute(principal: Principal, ids: readonly DeliveryId[]): Promise<number> {
    mustReachAll(principal, 'channels.manage');
    return this.work.run(workOf(principal, 'replay_dead_letters'), async (tx) => {
      const replayed = await this.log.replay(tx, ids);
      await this.audit.record(tx, {
        act: 'dead_letters.replayed',
        object: { kind: 'organisation', id: principal.organisationId },
        outcome: 'done',
        details: { asked: ids.length, replayed },
      });
      return replayed;
    });
  }
}
