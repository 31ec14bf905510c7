import { Injectable } from '@nestjs/common';
import { Escalation } from '../../kernel/escalation.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { isRefused, refuse } from '../../kernel/refused.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { RefusedHere } from '../incidents.errors.js';
import type { Incident, Resolution } from '../machine/incident.js';
import { MoveIncident } from '../machine/move-incident.js';
import type { Move } from '../machine/move-incident.js';
import { holdingBack } from '../playbooks/checklist.js';
import type { StepGate } from '../playbooks/playbook.js';
import { StepRepository } from '../playbooks/step.repository.js';
import { AttendIncident } from './attend-incident.js';
import type { Moved } from './confirm-incident.js';

/** The commander's own moves: it no longer spreads, it does again, it is over. */
@Injectable()
export class AdvanceIncident {
  constructor(
    private readonly attend: AttendIncident,
    private readonly move: MoveIncident,
    private readonly steps: StepRepository,
    private readonly escalation: Escalation,
  ) {}

  contain(principal: Principal, id: IncidentId, note?: string): Promise<Moved | RefusedHere> {
    return this.commanded(principal, id, async (tx, incident) => {
      if (incident.state === 'confirmed' && (await this.isHeldBack(tx, incident, 'contain')))
        return refuse('steps-open');
      return this.go(tx, incident, { event: 'contain', note });
    });
  }

  recur(principal: Principal, id: IncidentId, note?: string): Promise<Moved | RefusedHere> {
    return this.commanded(principal, id, (tx, incident) => this.go(tx, incident, { event: 'recur', note }));
  }

  resolve(
    principal: Principal,
    id: IncidentId,
    { reason, note }: { readonly reason: Resolution; readonly note?: string | undefined },
  ): Promise<Moved | RefusedHere> {
    return this.commanded(principal, id, async (tx, incident) => {
      if (incident.state === 'contained') {
        if (await this.isHeldBack(tx, incident, 'resolve')) return refuse('steps-open');
        if (incident.wishes === null) return refuse('wishes-needed');
      }
      const moved = await this.go(tx, incident, { event: 'resolve', details: { reason }, note });
      // Nobody is to be woken for what is over; closing it is looked after by the list.
      if (!isRefused(moved)) await this.escalation.stop(tx, { kind: 'incident', id });
      return moved;
    });
  }

  private commanded(
    principal: Principal,
    id: IncidentId,
    work: (tx: Transaction, incident: Incident) => Promise<Moved | RefusedHere>,
  ): Promise<Moved | RefusedHere> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: async (tx, incident) => {
        if (incident.commander === null) return refuse('not-from-here', { state: incident.state });
        if (incident.commander !== principal.staffId) return refuse('not-commander');
        return work(tx, incident);
      },
    });
  }

  private async isHeldBack(tx: Transaction, { id, playbook }: Incident, gate: StepGate): Promise<boolean> {
    return playbook !== null && holdingBack(playbook, await this.steps.of(tx, id), gate).length > 0;
  }

  private async go(tx: Transaction, incident: Incident, move: Move): Promise<Moved | RefusedHere> {
    const state = await this.move.execute(tx, incident, move);
    return isRefused(state) ? state : { kind: 'moved', state };
  }
}
