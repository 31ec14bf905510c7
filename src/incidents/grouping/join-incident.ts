import { Injectable } from '@nestjs/common';
import { Escalation } from '../../kernel/escalation.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Severity } from '../../kernel/severity.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Incident } from '../machine/incident.js';
import { IncidentRepository } from '../machine/incident.repository.js';
import { RecordAct } from '../machine/record-act.js';
import { RecusePeople } from '../machine/recuse-people.js';

export interface Joining {
  readonly severity: Severity;
  /** Staff known to write as a member whose words joined. */
  readonly recused: readonly StaffId[];
  readonly flags: number;
}

/** What an open incident learns from the flags that joined it: it may be worse, and somebody may have to step back. */
@Injectable()
export class JoinIncident {
  constructor(
    private readonly incidents: IncidentRepository,
    private readonly record: RecordAct,
    private readonly escalation: Escalation,
    private readonly recuse: RecusePeople,
  ) {}

  async execute(tx: Transaction, incident: Incident, { severity, recused, flags }: Joining): Promise<void> {
    const { id } = incident;
    await this.record.execute(tx, id, { act: 'incident.joined', details: { flags } });
    await this.recuse.execute(tx, incident, { people: recused, reason: 'own_member' });
    if (severity >= incident.severity) return;
    await this.incidents.change(tx, id, { severity });
    const details = { from: incident.severity, to: severity };
    await this.record.execute(tx, id, { act: 'incident.severity_changed', details });
    await this.escalation.reassess(tx, { kind: 'incident', id }, severity);
  }
}
