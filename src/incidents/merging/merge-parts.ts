import { Injectable } from '@nestjs/common';
import { Escalation } from '../../kernel/escalation.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Incident } from '../machine/incident.js';
import { IncidentRepository } from '../machine/incident.repository.js';
import { MoveIncident } from '../machine/move-incident.js';
import { RecordAct } from '../machine/record-act.js';
import { RecusePeople } from '../machine/recuse-people.js';
import { MergeRepository } from './merge.repository.js';

/** What goes over from one incident to the other when they are merged. */
@Injectable()
export class MergeParts {
  constructor(
    private readonly incidents: IncidentRepository,
    readonly move: MoveIncident,
    private readonly record: RecordAct,
    private readonly recuse: RecusePeople,
    private readonly merges: MergeRepository,
    private readonly escalation: Escalation,
  ) {}

  /** By what people say on the phone. */
  find(tx: Transaction, reference: string): Promise<IncidentId | null> {
    return this.merges.byReference(tx, reference);
  }

  lock(tx: Transaction, ids: readonly IncidentId[]): Promise<readonly Incident[]> {
    return this.incidents.lock(tx, ids);
  }

  /** Whoever is named in either is named in both. Evidence stays where it was sealed. */
  async goOver(tx: Transaction, from: Incident, to: Incident): Promise<void> {
    await this.incidents.endCommand(tx, from.id);
    const flags = await this.merges.moveFlags(tx, from.id, to.id);
    await this.record.execute(tx, to.id, { act: 'incident.joined', details: { flags, merged: from.id } });
    await this.recuse.execute(tx, to, { people: from.recused, reason: 'named_by_lead' });
    if (from.severity >= to.severity) return;
    await this.incidents.change(tx, to.id, { severity: from.severity });
    const details = { from: to.severity, to: from.severity };
    await this.record.execute(tx, to.id, { act: 'incident.severity_changed', details });
    await this.escalation.reassess(tx, { kind: 'incident', id: to.id }, from.severity);
  }
}
