import { Injectable } from '@nestjs/common';
import type { FlagId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { SettleFlags } from '../../review/index.js';
import { EvidenceRepository } from '../machine/evidence.repository.js';
import type { Incident } from '../machine/incident.js';

const SEALED: ReadonlySet<Incident['state']> = new Set(['confirmed', 'contained', 'resolved']);

/** A copy that comes while the incident is open gets what the others got: it is sealed, and decided as they were. */
@Injectable()
export class LateCopies {
  constructor(
    private readonly evidence: EvidenceRepository,
    private readonly settle: SettleFlags,
  ) {}

  async late(tx: Transaction, incident: Incident, flagIds: readonly FlagId[]): Promise<void> {
    const { id, state, settledKind, settledBy } = incident;
    if (SEALED.has(state)) await this.evidence.sealFlags(tx, id);
    if (settledKind === null || settledBy === null) return;
    await this.settle.execute(tx, { flagIds, kind: settledKind, by: settledBy, incidentId: id });
  }
}
