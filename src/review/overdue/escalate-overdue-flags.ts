import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Escalation } from '../../kernel/escalation.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { severityOf } from '../../kernel/severity.js';
import type { Severity } from '../../kernel/severity.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { OverdueRepository } from './overdue.repository.js';
import type { OverdueFlag } from './overdue.repository.js';
import { referenceOf } from './reference.js';

/** Flags of one organisation in one transaction: a run each, and no lock held for long. */
const AT_ONCE = 100;

/** Nothing ages out silently: what nobody decided in time goes up the chain, once, and again when its holder leaves it. */
@Injectable()
export class EscalateOverdueFlags {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly overdue: OverdueRepository,
    private readonly escalation: Escalation,
    private readonly audit: AuditTrail,
  ) {}

  /** One round over every organisation; answers how many flags went up. Any number of processes may call it at once. */
  async execute(): Promise<number> {
    const organisations = await this.uow.run(contextOf(null), (tx) => this.overdue.organisations(tx));
    let escalated = 0;
    for (const id of organisations)
      escalated += await this.uow.run(contextOf(id), async (tx) => {
        for (const flag of await this.overdue.lapsed(tx))
          await this.escalation.resume(tx, { kind: 'flag', id: flag });
        const flags = await this.overdue.mark(tx, AT_ONCE);
        for (const flag of flags) await this.start(tx, flag);
        return flags.length;
      });
    return escalated;
  }

  private async start(tx: Transaction, flag: OverdueFlag): Promise<void> {
    const { id, programmeId, harm } = flag;
    const severity = severityFor(flag);
    const subject = { kind: 'flag', id } as const;
    await this.escalation.start(tx, {
      subject,
      programmeId,
      severity,
      harm,
      reference: referenceOf(id),
      excluded: flag.recused,
    });
    await this.audit.record(tx, {
      act: 'flag.escalated',
      object: subject,
      outcome: 'done',
      details: { severity },
    });
  }
}

/** An honest doubt is no level: it is brought to somebody's attention, no more. */
function severityFor({ outcome, level }: OverdueFlag): Severity {
  return outcome === 'judged' ? severityOf(level) : 4;
}

function contextOf(organisationId: OrganisationId | null): WorkContext {
  const purpose = organisationId === null ? 'overdue_look' : 'escalate_overdue';
  return { organisationId, actor: { kind: 'service', id: 'overdue' }, purpose };
}
