import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { NOTE_BINDING } from './incident.js';
import { TimelineRepository } from './timeline.repository.js';

export interface IncidentAct {
  /** `incident.confirmed`; the timeline keeps it without the room. */
  readonly act: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Somebody's words: sealed in the timeline, absent from the log. */
  readonly note?: string | undefined;
}

/** Puts an act on the incident's own timeline and into the audit log: once each, in the transaction of the act. */
@Injectable()
export class RecordAct {
  constructor(
    private readonly audit: AuditTrail,
    private readonly vault: Vault,
    private readonly timeline: TimelineRepository,
  ) {}

  async execute(tx: Transaction, id: IncidentId, { act, details = {}, note }: IncidentAct): Promise<void> {
    const kind = act.slice(act.indexOf('.') + 1);
    await this.timeline.append(tx, id, { kind, details, note: await this.seal(tx, id, note ?? '') });
    await this.audit.record(tx, { act, object: { kind: 'incident', id }, outcome: 'done', details });
  }

  private async seal(tx: Transaction, id: IncidentId, note: string): Promise<Uint8Array | null> {
    const { organisationId } = tx.context;
    if (note === '' || organisationId === null) return null;
    return (await this.vault.keyring(organisationId, [id])).seal(id, note, NOTE_BINDING);
  }
}
