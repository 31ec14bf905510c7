import { Injectable } from '@nestjs/common';
import { Escalation } from '../../kernel/escalation.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Incident } from '../machine/incident.js';
import { IncidentRepository } from '../machine/incident.repository.js';
import { MoveIncident } from '../machine/move-incident.js';
import { RecordAct } from '../machine/record-act.js';
import { RecusalRepository } from '../machine/recusal.repository.js';

const COMMANDED: ReadonlySet<Incident['state']> = new Set(['confirmed', 'contained', 'resolved']);

/** Takes from a person what they held in an incident: command, triage, an offer, steps. */
@Injectable()
export class TakeOver {
  constructor(
    private readonly incidents: IncidentRepository,
    private readonly recusals: RecusalRepository,
    private readonly move: MoveIncident,
    private readonly record: RecordAct,
    private readonly escalation: Escalation,
  ) {}

  /** Whoever names a commander commands until somebody else accepts: no confirmed incident is without one. */
  async execute(tx: Transaction, incident: Incident, people: { from: StaffId; to: StaffId }): Promise<void> {
    const { id, state, commander, offeredTo, triagedBy } = incident;
    await this.recusals.releaseSteps(tx, id, people.from);
    if (offeredTo === people.from) await this.incidents.change(tx, id, { offeredTo: null, offeredAt: null });
    if (commander === people.from) {
      await this.incidents.endCommand(tx, id);
      if (COMMANDED.has(state)) await this.incidents.beginCommand(tx, id, people.to);
      const details = { by: COMMANDED.has(state) ? people.to : null, from: people.from };
      await this.record.execute(tx, id, { act: 'incident.command_taken', details });
    }
    if (state === 'triage' && triagedBy === people.from) {
      await this.move.execute(tx, incident, { event: 'lapse', change: { triagedBy: null } });
      await this.escalation.resume(tx, { kind: 'incident', id });
    }
  }
}
