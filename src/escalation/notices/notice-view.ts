import type { EscalationSubject } from '../../kernel/escalation.js';
import type { NoticeId, StaffId } from '../../kernel/ids.js';
import type { Severity } from '../../kernel/severity.js';
import type { OwnNotice } from './own-notices.repository.js';

/**
 * `waiting`: nobody has answered and you were the last to be told. `passed_on`: nobody has answered, and since you did
 * not, others were told. `yours`: you answered. `answered`: somebody else did. `settled`: it is over.
 */
export type Standing = 'waiting' | 'passed_on' | 'yours' | 'answered' | 'settled';

/** A notice as its person sees it: reference and severity, and nothing of the matter itself. */
export interface NoticeView {
  readonly id: NoticeId;
  readonly kind: EscalationSubject['kind'];
  readonly subjectId: string;
  readonly reference: string;
  readonly severity: Severity;
  readonly standing: Standing;
  readonly toldAt: Date;
  /** When the next people are told; null once somebody has answered. */
  readonly nextAt: Date | null;
  readonly answeredAt: Date | null;
  /** Of the programme. */
  readonly timezone: string;
  readonly mail: 'none' | 'under_way' | 'retrying' | 'delivered' | 'failed';
}

export function viewOf(notice: OwnNotice, reader: StaffId): NoticeView {
  const { id, kind, subjectId, reference, severity, timezone } = notice;
  const isOpen = notice.runState === 'waiting';
  return {
    ...{ id, kind, subjectId, reference, severity, timezone },
    standing: standingOf(notice, reader),
    toldAt: notice.createdAt,
    nextAt: isOpen ? notice.dueAt : null,
    answeredAt: notice.acknowledgedAt ?? notice.endedAt,
    mail: mailOf(notice),
  };
}

function standingOf({ runState, acknowledgedBy, firedAt, createdAt }: OwnNotice, reader: StaffId): Standing {
  if (runState === 'ended') return 'settled';
  if (runState === 'held') return acknowledgedBy === reader ? 'yours' : 'answered';
  return firedAt > createdAt ? 'passed_on' : 'waiting';
}

function mailOf({ mail, mailAttempts }: OwnNotice): NoticeView['mail'] {
  if (mail === null || mail === 'withdrawn') return 'none';
  if (mail === 'delivered' || mail === 'failed') return mail;
  return mail === 'waiting' && (mailAttempts ?? 0) > 0 ? 'retrying' : 'under_way';
}
