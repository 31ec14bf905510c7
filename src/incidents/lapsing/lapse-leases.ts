import { Injectable } from '@nestjs/common';
import { Escalation } from '../../kernel/escalation.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { IncidentRepository } from '../machine/incident.repository.js';
import { MoveIncident } from '../machine/move-incident.js';
import { RecordAct } from '../machine/record-act.js';
import { LapseRepository } from './lapse.repository.js';
import type { Lapsed } from './lapse.repository.js';

const SERVICE = { kind: 'service', id: 'incidents' } as const;

/** As many as one look takes on; the next look takes the next. */
const AT_ONCE = 50;

/**
 * Whoever answered and went silent no longer has it: the incident is nobody's again and the run goes on at its step.
 * A required step that is late wakes the chain once. Safe with any number of workers.
 */
@Injectable()
export class LapseLeases {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly lapses: LapseRepository,
    private readonly incidents: IncidentRepository,
    private readonly move: MoveIncident,
    private readonly record: RecordAct,
    private readonly escalation: Escalation,
  ) {}

  /** Answers how many lapsed or were late; call again soon where there were any. */
  async step(): Promise<number> {
    const look: WorkContext = { organisationId: null, actor: SERVICE, purpose: 'lapse_look' };
    const due = await this.uow.run(look, (tx) => this.lapses.due(tx, AT_ONCE));
    let done = 0;
    for (const lapsed of due) {
      const context = { organisationId: lapsed.organisationId, actor: SERVICE, purpose: 'incident' };
      if (await this.uow.run(context, (tx) => this.lapse(tx, lapsed))) done += 1;
    }
    return done;
  }

  private lapse(tx: Transaction, lapsed: Lapsed): Promise<boolean> {
    return lapsed.kind === 'lease' ? this.endLease(tx, lapsed) : this.raiseStep(tx, lapsed);
  }

  /** Asked again under the lock: somebody may have acted, or another worker may have been here. */
  private async endLease(tx: Transaction, { id }: Lapsed): Promise<boolean> {
    const [incident] = await this.incidents.lock(tx, [id]);
    if (!incident || !(await this.lapses.isOver(tx, id))) return false;
    await this.incidents.endCommand(tx, id);
    const change = { triagedBy: null, offeredTo: null, offeredAt: null };
    await this.move.execute(tx, incident, { event: 'lapse', change });
    await this.escalation.resume(tx, { kind: 'incident', id });
    return true;
  }

  private async raiseStep(tx: Transaction, { id, step }: Lapsed): Promise<boolean> {
    const [incident] = await this.incidents.lock(tx, [id]);
    const isRequired = incident?.playbook?.steps.some((one) => one.id === step && one.required) ?? false;
    if (!(await this.lapses.raise(tx, id, step)) || !isRequired) return false;
    await this.record.execute(tx, id, { act: 'incident.step_late', details: { step } });
    await this.escalation.resume(tx, { kind: 'incident', id });
    return true;
  }
}
