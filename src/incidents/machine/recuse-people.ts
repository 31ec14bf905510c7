import { Injectable } from '@nestjs/common';
import { Escalation } from '../../kernel/escalation.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Incident } from './incident.js';
import { RecordAct } from './record-act.js';
import { RecusalRepository } from './recusal.repository.js';
import type { RecusalReason } from './recusal.repository.js';

/** From now on the incident and its flags do not exist for these people, and nobody tells them of either. */
@Injectable()
export class RecusePeople {
  constructor(
    private readonly recusals: RecusalRepository,
    private readonly escalation: Escalation,
    private readonly record: RecordAct,
  ) {}

  async execute(
    tx: Transaction,
    { id, recused }: Pick<Incident, 'id' | 'recused'>,
    { people, reason }: { readonly people: readonly StaffId[]; readonly reason: RecusalReason },
  ): Promise<void> {
    const fresh = people.filter((person) => !recused.includes(person));
    if (fresh.length === 0) return;
    // On record before the rows vanish for whoever steps back themselves.
    await this.record.execute(tx, id, { act: 'incident.recused', details: { people: fresh.length, reason } });
    await this.escalation.exclude(tx, { kind: 'incident', id }, fresh);
    await this.recusals.insert(tx, id, { people: fresh, reason });
    for (const flag of await this.recusals.flagsGoingUp(tx, fresh))
      await this.escalation.exclude(tx, { kind: 'flag', id: flag }, fresh);
  }
}
