import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Escalation } from '../../kernel/escalation.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { isRefused, refuse } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { may, NotPermitted, workOf } from '../../platform/auth/index.js';
import { IncidentNotFound } from '../incidents.errors.js';
import type { RefusedHere } from '../incidents.errors.js';
import type { Incident } from '../machine/incident.js';
import { isEnded, nextState } from '../machine/transitions.js';
import { maySee } from '../reading/may-see.js';
import { MergeParts } from './merge-parts.js';
import type { Moved } from '../acts/confirm-incident.js';

/** Two turn out to be one: the flags, the recused and the worse severity go over; the merged one says where it went. */
@Injectable()
export class MergeIncident {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly parts: MergeParts,
    private readonly escalation: Escalation,
    private readonly clock: Clock,
  ) {}

  /** Both are locked in the order of their ids, so that merges the other way round wait and are refused. */
  execute(
    principal: Principal,
    id: IncidentId,
    { into, note }: { readonly into: string; readonly note?: string | undefined },
  ): Promise<Moved | RefusedHere> {
    return this.uow.run(workOf(principal, 'incident'), async (tx) => {
      const targetId = await this.parts.find(tx, into);
      const found = await this.parts.lock(tx, targetId === null ? [id] : [id, targetId]);
      const incident = found.find((one) => one.id === id);
      if (!incident || !maySee(principal, incident)) throw new IncidentNotFound();
      if (!may(principal, 'incidents.work', { programmeId: incident.programmeId, groupId: null }))
        throw new NotPermitted();
      const target = found.find((one) => one.id === targetId);
      if (nextState(incident.state, 'merge') === null)
        return refuse('not-from-here', { state: incident.state });
      if (!target || !maySee(principal, target) || !fits(incident, target)) return refuse('merge-elsewhere');
      return this.merge(tx, { incident, target, note });
    });
  }

  private async merge(
    tx: Transaction,
    { incident, target, note }: { incident: Incident; target: Incident; note: string | undefined },
  ): Promise<Moved | RefusedHere> {
    const state = await this.parts.move.execute(tx, incident, {
      event: 'merge',
      change: { mergedInto: target.id, endedAt: this.clock.now(), endedReason: 'merged', offeredTo: null },
      details: { into: target.id },
      note,
    });
    if (isRefused(state)) return state;
    await this.parts.goOver(tx, incident, target);
    await this.escalation.stop(tx, { kind: 'incident', id: incident.id });
    return { kind: 'moved', state };
  }
}

function fits(incident: Incident, target: Incident): boolean {
  return target.id !== incident.id && target.programmeId === incident.programmeId && !isEnded(target.state);
}
