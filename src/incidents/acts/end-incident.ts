import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Escalation } from '../../kernel/escalation.js';
import type { IncidentId, StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { isRefused, refuse } from '../../kernel/refused.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { RefusedHere } from '../incidents.errors.js';
import type { Dismissal, Incident } from '../machine/incident.js';
import { IncidentRepository } from '../machine/incident.repository.js';
import { MoveIncident } from '../machine/move-incident.js';
import { RecordAct } from '../machine/record-act.js';
import { FOUR_EYES_FROM } from '../machine/times.js';
import { nextState } from '../machine/transitions.js';
import { AttendIncident } from './attend-incident.js';
import type { Moved } from './confirm-incident.js';

/** `asked`: a second person has to agree, and the incident waits for them. */
export type EndOutcome = Moved | { readonly kind: 'asked' };

interface Ending {
  readonly event: 'close' | 'dismiss';
  readonly reason: string;
  readonly note?: string | undefined;
}

/** The end of an incident. What was ever severe takes two people, and closing it one who did not command it. */
@Injectable()
export class EndIncident {
  constructor(
    private readonly attend: AttendIncident,
    private readonly incidents: IncidentRepository,
    private readonly move: MoveIncident,
    private readonly record: RecordAct,
    private readonly escalation: Escalation,
    private readonly clock: Clock,
  ) {}

  dismiss(
    principal: Principal,
    id: IncidentId,
    { reason, note }: { readonly reason: Dismissal; readonly note?: string | undefined },
  ): Promise<EndOutcome | RefusedHere> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: (tx, incident) =>
        this.end(tx, incident, { by: principal.staffId, event: 'dismiss', reason, note }),
    });
  }

  close(principal: Principal, id: IncidentId, note?: string): Promise<EndOutcome | RefusedHere> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.close',
      work: (tx, incident) =>
        this.end(tx, incident, { by: principal.staffId, event: 'close', reason: 'closed', note }),
    });
  }

  /** Whoever asked takes it back, or whoever was asked says no. */
  decline(principal: Principal, id: IncidentId, note?: string): Promise<EndOutcome | RefusedHere> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: async (tx, { askedAct, state }) => {
        if (askedAct === null) return refuse('not-from-here', { state });
        await this.incidents.change(tx, id, {
          askedAct: null,
          askedBy: null,
          askedAt: null,
          askedReason: null,
        });
        await this.record.execute(tx, id, { act: 'incident.end_declined', details: { end: askedAct }, note });
        return { kind: 'moved', state };
      },
    });
  }

  private async end(
    tx: Transaction,
    incident: Incident,
    ending: Ending & { readonly by: StaffId },
  ): Promise<EndOutcome | RefusedHere> {
    const { state, worstSeverity, askedAct, askedBy, askedReason } = incident;
    const { event, by, reason } = ending;
    if (nextState(state, event) === null) return refuse('not-from-here', { state });
    if (worstSeverity > FOUR_EYES_FROM)
      return this.finish(tx, incident, { ...ending, decidedBy: by, secondedBy: null });
    if (askedAct !== event || askedBy === null) return this.ask(tx, incident, ending);
    if (askedBy === by) return refuse('already-seconded');
    if (event === 'close' && (await this.bothCommanded(tx, incident.id, [askedBy, by])))
      return refuse('both-commanded');
    return this.finish(tx, incident, {
      ...ending,
      reason: askedReason ?? reason,
      decidedBy: askedBy,
      secondedBy: by,
    });
  }

  private async ask(
    tx: Transaction,
    { id }: Incident,
    { event, by, reason, note }: Ending & { readonly by: StaffId },
  ): Promise<EndOutcome> {
    const asked = { askedAct: event, askedBy: by, askedAt: this.clock.now(), askedReason: reason };
    await this.incidents.change(tx, id, asked);
    const details = { end: event, reason };
    await this.record.execute(tx, id, { act: 'incident.end_asked', details, note });
    return { kind: 'asked' };
  }

  private async finish(
    tx: Transaction,
    incident: Incident,
    {
      event,
      reason,
      note,
      decidedBy,
      secondedBy,
    }: Ending & { readonly decidedBy: StaffId; readonly secondedBy: StaffId | null },
  ): Promise<EndOutcome | RefusedHere> {
    const { id } = incident;
    const state = await this.move.execute(tx, incident, {
      event,
      change: { endedAt: this.clock.now(), endedReason: reason, decidedBy, secondedBy, offeredTo: null },
      details: { reason, decided_by: decidedBy, seconded_by: secondedBy },
      note,
    });
    if (isRefused(state)) return state;
    await this.incidents.endCommand(tx, id);
    await this.escalation.stop(tx, { kind: 'incident', id });
    return { kind: 'moved', state };
  }

  private async bothCommanded(tx: Transaction, id: IncidentId, people: readonly StaffId[]): Promise<boolean> {
    for (const person of people) if (!(await this.incidents.hasCommanded(tx, id, person))) return false;
    return true;
  }
}
