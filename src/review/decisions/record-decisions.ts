import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import type { DecisionId, IncidentId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import { Consequences } from './consequences.js';
import { NOTE_BINDING } from './decision.js';
import type { DecisionKind, DecisionVia } from './decision.js';
import { DecisionsRepository } from './decisions.repository.js';

/** One act of deciding. */
export interface DecidingAct {
  /** The one that was looked at. */
  readonly flag: StoredFlag;
  /** Those that go with it. */
  readonly others: readonly StoredFlag[];
  readonly kind: DecisionKind;
  /** How the flag came to be decided, and how the others did. */
  readonly via: readonly [flag: DecisionVia, others: DecisionVia];
  readonly by: StaffId;
  /** About the flag only: what is said of one member is not copied to others. */
  readonly note: string | null;
  readonly incidentId: IncidentId | null;
}

/** Writes decisions about flags that were just settled, with everything that follows and an entry for each. */
@Injectable()
export class RecordDecisions {
  constructor(
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly decisions: DecisionsRepository,
    private readonly consequences: Consequences,
    private readonly audit: AuditTrail,
  ) {}

  /** Answers the decision on the flag. */
  async execute(tx: Transaction, act: DecidingAct): Promise<DecisionId> {
    const { kind, by, incidentId, via } = act;
    const batchId = randomUUID();
    const first = {
      id: newId<'decision'>(),
      flag: act.flag,
      via: via[0],
      noteCiphertext: await this.seal(tx, act),
    };
    const others = act.others.map((flag) => ({
      id: newId<'decision'>(),
      flag,
      via: via[1],
      noteCiphertext: null,
    }));
    const rows = [first, ...others];
    await this.decisions.insert(tx, { batchId, kind, by, at: this.clock.now(), incidentId, rows });
    await this.consequences.ofDeciding(tx, { batchId, kind, rows });
    for (const row of rows)
      await this.audit.record(tx, {
        act: 'flag.decided',
        object: { kind: 'flag', id: row.flag.id },
        outcome: 'done',
        details: { decision: row.id, kind, via: row.via, batch: batchId, incident: incidentId },
      });
    return first.id;
  }

  private async seal({ context }: Transaction, { note, flag }: DecidingAct): Promise<Uint8Array | null> {
    if (note === null || context.organisationId === null) return null;
    const keyring = await this.vault.keyring(context.organisationId, [flag.memberId]);
    return keyring.seal(flag.memberId, note, NOTE_BINDING);
  }
}
