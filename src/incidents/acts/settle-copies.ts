import { Injectable } from '@nestjs/common';
import type { FlagId, IncidentId, StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Transaction } from '../../kernel/transaction.js';
import { SettleFlags } from '../../review/index.js';
import type { DecisionKind } from '../../review/index.js';
import type { RefusedHere } from '../incidents.errors.js';
import { IncidentRepository } from '../machine/incident.repository.js';
import { RecordAct } from '../machine/record-act.js';
import { ViewRepository } from '../reading/view.repository.js';
import { AttendIncident } from './attend-incident.js';

/** What may be said of every copy at once; making it an incident is what has happened already. */
export const SETTLEMENTS = [
  'ask_delete',
  'warn',
  'remove_member',
  'note',
  'nothing_wrong',
] as const satisfies readonly DecisionKind[];
export type SettlementKind = (typeof SETTLEMENTS)[number];

export interface Settled {
  readonly kind: 'settled';
  /** How many copies had not been decided before. */
  readonly flags: number;
}

/** One decision for every copy, in every group, and for those that come while the incident is open. */
@Injectable()
export class SettleCopies {
  constructor(
    private readonly attend: AttendIncident,
    private readonly incidents: IncidentRepository,
    private readonly view: ViewRepository,
    private readonly settle: SettleFlags,
    private readonly record: RecordAct,
  ) {}

  execute(principal: Principal, id: IncidentId, kind: SettlementKind): Promise<Settled | RefusedHere> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: async (tx, { state, commander }) => {
        if (commander === null) return refuse('not-from-here', { state });
        if (commander !== principal.staffId) return refuse('not-commander');
        await this.incidents.change(tx, id, { settledKind: kind, settledBy: commander });
        const flags = await this.now(tx, { id, kind, by: commander });
        await this.record.execute(tx, id, {
          act: 'incident.settled',
          details: { decision: kind, flags: flags.length },
        });
        return { kind: 'settled', flags: flags.length };
      },
    });
  }

  /** In the transaction of what is being decided. */
  async now(
    tx: Transaction,
    { id, kind, by }: { readonly id: IncidentId; readonly kind: SettlementKind; readonly by: StaffId },
  ): Promise<readonly FlagId[]> {
    const flagIds = await this.view.flagIds(tx, id);
    return this.settle.execute(tx, { flagIds, kind, by, incidentId: id });
  }
}
