import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { MailOutcome } from '../../platform/mail/index.js';
import { OutgoingRepository } from './outgoing.repository.js';
import type { Outgoing } from './outgoing.repository.js';

const FIRST_SECONDS = 5;
/** A mail server that was down is asked at least this often: a notice is worth little an hour late. */
const LONGEST_SECONDS = 120;
/** By then the chain has long told everybody else. */
const GIVE_UP_HOURS = 24;

/** What became of a notice, in the books and, where somebody should look, in the log. */
@Injectable()
export class NoticeBooks {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly outgoing: OutgoingRepository,
  ) {}

  async enter(tx: Transaction, notice: Outgoing, outcome: MailOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'sent':
        return this.outgoing.delivered(tx, notice);
      case 'in_doubt':
        await this.outgoing.doubt(tx, notice, outcome.code);
        return this.record(tx, notice, { act: 'notice.left_in_doubt', code: outcome.code });
      case 'failed':
        if (!outcome.permanent && !this.isTooOld(notice))
          return this.outgoing.again(tx, notice, {
            code: outcome.code,
            seconds: pauseAfter(notice.attempts),
          });
        await this.outgoing.failed(tx, notice, outcome.code);
        return this.record(tx, notice, { act: 'notice.failed', code: outcome.code });
      default:
        return exhaustive(outcome);
    }
  }

  private isTooOld({ createdAt }: Outgoing): boolean {
    return this.clock.now().getTime() - createdAt.getTime() > GIVE_UP_HOURS * 3_600_000;
  }

  private record(tx: Transaction, { id }: Outgoing, what: { act: string; code: string }): Promise<void> {
    const { act, code } = what;
    return this.audit.record(tx, { act, object: { kind: 'notice', id }, outcome: 'done', details: { code } });
  }
}

/** Seconds until the next attempt: 5, 10, 20, ... 120. */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_SECONDS * 2 ** Math.max(attempts - 1, 0), LONGEST_SECONDS);
}
