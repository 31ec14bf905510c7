import { Injectable } from '@nestjs/common';
import { Escalation } from '../../kernel/escalation.js';
import { Clock } from '../../kernel/clock.js';
import type { IncidentId, StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { RefusedHere } from '../incidents.errors.js';
import { withPerson } from '../machine/acknowledge-incident.js';
import type { Incident } from '../machine/incident.js';
import { IncidentRepository } from '../machine/incident.repository.js';
import { RecordAct } from '../machine/record-act.js';
import { isEnded } from '../machine/transitions.js';
import { AttendIncident } from './attend-incident.js';
import { PeopleRepository } from './people.repository.js';

export type CommandOutcome = { readonly kind: 'offered' } | { readonly kind: 'commanding' };

/** Command is offered and accepted, never imposed; handing it over is the same while somebody commands. */
@Injectable()
export class CommandIncident {
  constructor(
    private readonly attend: AttendIncident,
    private readonly incidents: IncidentRepository,
    private readonly people: PeopleRepository,
    private readonly record: RecordAct,
    private readonly escalation: Escalation,
    private readonly clock: Clock,
  ) {}

  /** Naming oneself is accepting. While somebody commands, only they hand over. */
  offer(principal: Principal, id: IncidentId, to: StaffId): Promise<CommandOutcome | RefusedHere> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: async (tx, incident) => {
        if (incident.state === 'new' || isEnded(incident.state))
          return refuse('not-from-here', { state: incident.state });
        const { commander } = incident;
        if (commander !== null && commander !== principal.staffId) return refuse('not-commander');
        const fit = await this.people.holding(tx, incident.programmeId, 'incidents.work');
        // A recused person is as unfit as any other who may not work here: the answer does not tell why.
        if (!fit.includes(to) || incident.recused.includes(to) || to === commander)
          return refuse('person-not-fit');
        if (to === principal.staffId) return this.begin(tx, incident, to);
        await this.incidents.change(tx, id, { offeredTo: to, offeredAt: this.clock.now() });
        await this.record.execute(tx, id, { act: 'incident.command_offered', details: { to } });
        return { kind: 'offered' };
      },
    });
  }

  accept(principal: Principal, id: IncidentId): Promise<CommandOutcome | RefusedHere> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: async (tx, incident) => {
        if (incident.offeredTo !== principal.staffId || isEnded(incident.state)) return refuse('not-offered');
        return this.begin(tx, incident, principal.staffId);
      },
    });
  }

  private async begin(tx: Transaction, incident: Incident, staffId: StaffId): Promise<CommandOutcome> {
    const { id, commander } = incident;
    await this.incidents.endCommand(tx, id);
    await this.incidents.beginCommand(tx, id, staffId);
    await this.incidents.change(tx, id, {
      offeredTo: null,
      offeredAt: null,
      informed: withPerson(incident.informed, staffId),
    });
    await this.record.execute(tx, id, {
      act: 'incident.command_accepted',
      details: { by: staffId, from: commander },
    });
    await this.escalation.acknowledge(tx, { kind: 'incident', id }, staffId);
    return { kind: 'commanding' };
  }
}
