import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Escalation } from '../../kernel/escalation.js';
import type { Acknowledgement } from '../../kernel/escalation.js';
import type { IncidentId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Incident } from './incident.js';
import { IncidentRepository } from './incident.repository.js';
import { MoveIncident } from './move-incident.js';
import { LEASE_MS } from './times.js';

/** Somebody answers for an incident: it is theirs until the lease ends, and nobody else is woken meanwhile. */
@Injectable()
export class AcknowledgeIncident {
  constructor(
    private readonly incidents: IncidentRepository,
    private readonly move: MoveIncident,
    private readonly escalation: Escalation,
    private readonly clock: Clock,
  ) {}

  /** Whoever is recused, or answers for what is not there, is late and changes nothing. */
  async execute(tx: Transaction, id: IncidentId, by: StaffId): Promise<Acknowledgement> {
    const [incident] = await this.incidents.lock(tx, [id]);
    if (!incident || incident.recused.includes(by)) return 'late';
    const heard = await this.escalation.acknowledge(tx, { kind: 'incident', id }, by);
    if (incident.state !== 'new') return heard;
    await this.move.execute(tx, incident, {
      event: 'acknowledge',
      change: {
        triagedBy: by,
        leaseUntil: this.leaseFrom(incident),
        informed: withPerson(incident.informed, by),
      },
    });
    return 'acknowledged';
  }

  /** Until when an answer given now holds. */
  leaseFrom({ severity }: Pick<Incident, 'severity'>): Date {
    return new Date(this.clock.now().getTime() + LEASE_MS[severity]);
  }
}

export function withPerson(people: readonly StaffId[], person: StaffId): readonly StaffId[] {
  return people.includes(person) ? people : [...people, person];
}
