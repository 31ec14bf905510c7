import { Injectable } from '@nestjs/common';
import { Escalation } from '../../kernel/escalation.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { may, NotPermitted, workOf } from '../../platform/auth/index.js';
import type { PermissionName } from '../../platform/auth/index.js';
import { IncidentNotFound } from '../incidents.errors.js';
import { AcknowledgeIncident, withPerson } from '../machine/acknowledge-incident.js';
import type { Incident } from '../machine/incident.js';
import { IncidentRepository } from '../machine/incident.repository.js';
import { isEnded } from '../machine/transitions.js';
import { maySee } from '../reading/may-see.js';

interface Asked {
  readonly permission: PermissionName;
  /** `recuse` lets somebody finish the act by which the incident vanishes for them. */
  readonly purpose?: 'recuse';
}

/** A person turns to an incident: it is locked, it is in their reach, and whoever triages it has shown they are there. */
@Injectable()
export class AttendIncident {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly incidents: IncidentRepository,
    private readonly answer: AcknowledgeIncident,
    private readonly escalation: Escalation,
  ) {}

  /** Throws IncidentNotFound out of reach or where the person is recused, and NotPermitted where they may only read. */
  async execute<Result>(
    principal: Principal,
    id: IncidentId,
    { permission, purpose, work }: Asked & { work: (tx: Transaction, incident: Incident) => Promise<Result> },
  ): Promise<Result> {
    return this.uow.run(workOf(principal, purpose ?? 'incident'), async (tx) => {
      const [incident] = await this.incidents.lock(tx, [id]);
      if (!incident || !maySee(principal, incident)) throw new IncidentNotFound();
      const { programmeId } = incident;
      if (!may(principal, permission, { programmeId, groupId: null })) throw new NotPermitted();
      return work(tx, await this.renewed(tx, principal, incident));
    });
  }

  private async renewed(tx: Transaction, { staffId }: Principal, incident: Incident): Promise<Incident> {
    // The net under a forgotten answer knows by this that the commander is there.
    if (incident.commander === staffId && !isEnded(incident.state))
      await this.escalation.acknowledge(tx, { kind: 'incident', id: incident.id }, staffId);
    if (incident.state !== 'triage' || incident.triagedBy !== staffId) return incident;
    const change = {
      leaseUntil: this.answer.leaseFrom(incident),
      informed: withPerson(incident.informed, staffId),
    };
    await this.incidents.change(tx, incident.id, change);
    return { ...incident, ...change };
  }
}
