import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { WorkContext } from '../../kernel/transaction.js';
import { Mailer } from '../../platform/mail/index.js';
import { FiringRepository } from './firing.repository.js';
import type { Firing } from './firing.repository.js';

const SERVICE = { kind: 'service', id: 'escalation' } as const;

/** Looking for what is due before it is known whose. */
export const DISPATCH: WorkContext = { organisationId: null, actor: SERVICE, purpose: 'dispatch' };

export function insideOf(organisationId: OrganisationId): WorkContext {
  return { organisationId, actor: SERVICE, purpose: 'escalate' };
}

/** Fires every step that is due, each exactly once, however many workers do so at the same moment. */
@Injectable()
export class FireDueSteps {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly mailer: Mailer,
    private readonly firings: FiringRepository,
  ) {}

  /** How many steps fired. One organisation's trouble is not another's: the first error is thrown at the end. */
  async execute(): Promise<number> {
    const organisations = await this.uow.run(DISPATCH, (tx) => this.firings.organisationsDue(tx));
    const outcomes = await Promise.allSettled(organisations.map((id) => this.fireIn(id)));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    return outcomes.reduce((sum, outcome) => sum + (outcome.status === 'fulfilled' ? outcome.value : 0), 0);
  }

  private async fireIn(organisationId: OrganisationId): Promise<number> {
    return this.uow.run(insideOf(organisationId), async (tx) => {
      const fired = await this.firings.fire(tx, { mail: this.mailer.isConfigured });
      for (const firing of fired) await this.audit.record(tx, entryOf(firing));
      return fired.length;
    });
  }
}

function entryOf({ run, kind, id, step, loop, people, severity }: Firing) {
  const isTold = people > 0;
  return {
    act: isTold ? 'escalation.fired' : 'escalation.found_nobody',
    object: { kind, id },
    outcome: isTold ? 'done' : 'refused',
    details: { run, step: step === null ? null : step + 1, loop, people, severity },
  } as const;
}
