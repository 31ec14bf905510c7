import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Incident, IncidentChange } from './incident.js';
import { IncidentRepository } from './incident.repository.js';
import { RecordAct } from './record-act.js';
import type { IncidentAct } from './record-act.js';
import { ACTS, nextState } from './transitions.js';
import type { IncidentEvent, IncidentState } from './transitions.js';

export interface Move extends Omit<IncidentAct, 'act'> {
  readonly event: IncidentEvent;
  readonly change?: IncidentChange;
}

export type NotFromHere = Refused<'not-from-here'>;

/** A lease belongs to triage alone, and whoever enters it says how long; nobody is asked twice for what has passed. */
const LEFT_BEHIND = { leaseUntil: null, askedAct: null, askedBy: null, askedAt: null, askedReason: null };

/** The one way a state changes: along the table, with one line on the timeline and one entry in the log. */
@Injectable()
export class MoveIncident {
  constructor(
    private readonly incidents: IncidentRepository,
    private readonly record: RecordAct,
  ) {}

  /** The incident must be locked by the caller. Answers where it stands now. */
  async execute(tx: Transaction, incident: Incident, move: Move): Promise<IncidentState | NotFromHere> {
    const state = nextState(incident.state, move.event);
    if (state === null) return refuse('not-from-here', { state: incident.state });
    const change = { ...LEFT_BEHIND, ...move.change };
    await this.incidents.move(tx, incident.id, { event: move.event, state, change });
    const { details = {}, note } = move;
    await this.record.execute(tx, incident.id, { act: ACTS[move.event], details, note });
    return state;
  }
}
