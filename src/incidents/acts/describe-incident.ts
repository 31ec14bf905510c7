import { Injectable } from '@nestjs/common';
import { Escalation } from '../../kernel/escalation.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Severity } from '../../kernel/severity.js';
import { may, NotPermitted } from '../../platform/auth/index.js';
import { InvalidAct } from '../incidents.errors.js';
import type { RefusedHere } from '../incidents.errors.js';
import type { Visibility, Wishes } from '../machine/incident.js';
import { IncidentRepository } from '../machine/incident.repository.js';
import { RecordAct } from '../machine/record-act.js';
import { isEnded } from '../machine/transitions.js';
import { AttendIncident } from './attend-incident.js';

export interface Described {
  readonly kind: 'described';
}

/** What is said of an incident without moving it: how bad, who may look, what the affected person wants, notes. */
@Injectable()
export class DescribeIncident {
  constructor(
    private readonly attend: AttendIncident,
    private readonly incidents: IncidentRepository,
    private readonly record: RecordAct,
    private readonly escalation: Escalation,
  ) {}

  /** Throws InvalidAct without words: a note about nothing only lengthens the timeline. */
  note(principal: Principal, id: IncidentId, note: string): Promise<Described> {
    if (note.trim() === '') throw new InvalidAct([{ path: '/note', message: 'write something' }]);
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: async (tx) => {
        await this.record.execute(tx, id, { act: 'incident.noted', note });
        return { kind: 'described' };
      },
    });
  }

  /** Lowering needs a reason; what ending it takes follows the worst it ever was. */
  severity(
    principal: Principal,
    id: IncidentId,
    { to, note }: { readonly to: Severity; readonly note: string },
  ): Promise<Described | RefusedHere> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: async (tx, { state, severity: from }) => {
        if (isEnded(state) || to === from) return refuse('not-from-here', { state });
        if (to > from && note.trim() === '')
          throw new InvalidAct([{ path: '/note', message: 'say why it is less severe than was thought' }]);
        await this.incidents.change(tx, id, { severity: to });
        const details = { from, to };
        await this.record.execute(tx, id, { act: 'incident.severity_changed', details, note });
        await this.escalation.reassess(tx, { kind: 'incident', id }, to);
        return { kind: 'described' };
      },
    });
  }

  /** Closing the circle is anybody's who works on it; opening it is a lead's. */
  visibility(principal: Principal, id: IncidentId, to: Visibility): Promise<Described | RefusedHere> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: async (tx, { state, visibility, programmeId }) => {
        if (isEnded(state) || visibility === to) return refuse('not-from-here', { state });
        const place = { programmeId, groupId: null };
        if (to === 'open' && !may(principal, 'incidents.confidential', place)) throw new NotPermitted();
        await this.incidents.change(tx, id, { visibility: to });
        await this.record.execute(tx, id, { act: 'incident.visibility_changed', details: { to } });
        return { kind: 'described' };
      },
    });
  }

  wishes(
    principal: Principal,
    id: IncidentId,
    { wishes, note }: { readonly wishes: Wishes; readonly note: string },
  ): Promise<Described | RefusedHere> {
    if (wishes === 'recorded' && note.trim() === '')
      throw new InvalidAct([{ path: '/note', message: 'write down what the person wants' }]);
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: async (tx, { state }) => {
        if (isEnded(state)) return refuse('not-from-here', { state });
        await this.incidents.change(tx, id, { wishes });
        await this.record.execute(tx, id, { act: 'incident.wishes_recorded', details: { wishes }, note });
        return { kind: 'described' };
      },
    });
  }
}
