import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Escalation } from '../../kernel/escalation.js';
import type { Acknowledgement } from '../../kernel/escalation.js';
import { asId } from '../../kernel/ids.js';
import type { NoticeId, StaffId } from '../../kernel/ids.js';
import { IncidentDesk } from '../../kernel/incident-desk.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { NoticeNotFound } from '../escalation.errors.js';
import { NoticeRepository } from './notice.repository.js';
import { OwnNoticesRepository } from './own-notices.repository.js';
import type { OwnNotice } from './own-notices.repository.js';

export interface Answered {
  readonly answer: Acknowledgement;
  readonly kind: OwnNotice['kind'];
  readonly subjectId: string;
}

/** "I answer for it." Any number of times, at any time: late answers are kept and change nothing. */
@Injectable()
export class AcknowledgeNotice {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly escalation: Escalation,
    private readonly desk: IncidentDesk,
    private readonly notices: NoticeRepository,
    private readonly own: OwnNoticesRepository,
  ) {}

  /** Throws NoticeNotFound for a notice that is not the principal's own. */
  execute(principal: Principal, id: NoticeId): Promise<Answered> {
    const { staffId } = principal;
    return this.uow.run(workOf(principal, 'acknowledge'), async (tx) => {
      const notice = await this.own.one(tx, id, staffId);
      if (notice === null) throw new NoticeNotFound();
      const answer = await this.answer(tx, notice, staffId);
      await this.notices.answer(tx, notice.runId, staffId);
      const details = { answer, run: notice.runId };
      await this.audit.record(tx, {
        act: 'notice.acknowledged',
        object: { kind: 'notice', id },
        outcome: 'done',
        details,
      });
      return { answer, kind: notice.kind, subjectId: notice.subjectId };
    });
  }

  /** An incident changes hands with the answer, so its room speaks; it tells the run itself. */
  private answer(tx: Transaction, { kind, subjectId }: OwnNotice, by: StaffId): Promise<Acknowledgement> {
    if (kind === 'incident') return this.desk.acknowledge(tx, asId<'incident'>(subjectId), by);
    return this.escalation.acknowledge(tx, { kind, id: subjectId }, by);
  }
}
