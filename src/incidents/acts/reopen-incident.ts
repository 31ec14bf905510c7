import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Escalation } from '../../kernel/escalation.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { isRefused, refuse } from '../../kernel/refused.js';
import type { RefusedHere } from '../incidents.errors.js';
import { AcknowledgeIncident, withPerson } from '../machine/acknowledge-incident.js';
import type { Reopening } from '../machine/incident.js';
import { MoveIncident } from '../machine/move-incident.js';
import { REOPEN_MS } from '../machine/times.js';
import { nextState } from '../machine/transitions.js';
import { AttendIncident } from './attend-incident.js';
import type { Moved } from './confirm-incident.js';

/** It was not over: within 30 days it goes on where it was, in the hands of whoever reopens it, and a new run tells people. */
@Injectable()
export class ReopenIncident {
  constructor(
    private readonly attend: AttendIncident,
    private readonly move: MoveIncident,
    private readonly answer: AcknowledgeIncident,
    private readonly escalation: Escalation,
    private readonly clock: Clock,
  ) {}

  execute(
    principal: Principal,
    id: IncidentId,
    { reason, note }: { readonly reason: Reopening; readonly note?: string | undefined },
  ): Promise<Moved | RefusedHere> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: async (tx, incident) => {
        const { state: from, endedAt, severity, programmeId, harm, reference, recused } = incident;
        if (nextState(from, 'reopen') === null || endedAt === null)
          return refuse('not-from-here', { state: from });
        if (endedAt.getTime() + REOPEN_MS < this.clock.now().getTime()) return refuse('too-late');
        const { staffId } = principal;
        const state = await this.move.execute(tx, incident, {
          event: 'reopen',
          change: {
            triagedBy: staffId,
            leaseUntil: this.answer.leaseFrom(incident),
            informed: withPerson(incident.informed, staffId),
            ...NOT_ENDED,
          },
          details: { reason },
          note,
        });
        if (isRefused(state)) return state;
        const subject = { kind: 'incident', id } as const;
        await this.escalation.start(tx, {
          ...{ subject, programmeId, severity, harm, reference, excluded: recused },
        });
        await this.escalation.acknowledge(tx, subject, staffId);
        return { kind: 'moved', state };
      },
    });
  }
}

const NOT_ENDED = { endedAt: null, endedReason: null, decidedBy: null, secondedBy: null };
