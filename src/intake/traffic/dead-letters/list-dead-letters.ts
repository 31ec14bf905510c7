import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../kernel/principal.js';
import { UnitOfWork } from '../../../kernel/transaction.js';
import { mustReachAll, workOf } from '../../../platform/auth/index.js';
import type { DeadLetter } from '../delivery.js';
import { TrafficLog } from '../traffic-log.js';

/** As many as a person looks through; when there are more, the reason is one and the same. */
const MOST = 200;

/** What could not be walked and waits for a person: when, where from, why; never what is in it. */
@Injectable()
export class ListDeadLetters {
  constructor(
    private readonly work: UnitOfWork,
    private readonly log: TrafficLog,
  ) {}

  /** Oldest first. Throws NotPermitted unless the principal manages channels of the whole organisation. */
  async execute(principal: Principal): Promise<readonly DeadLetter[]> {
    mustReachAll(principal, 'channels.manage');
    return this.work.run(workOf(principal, 'read_dead_letters'), (tx) => this.log.deadLetters(tx, MOST));
  }
}
