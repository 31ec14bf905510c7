import { Injectable } from '@nestjs/common';
import type { IncidentId } from '../../kernel/ids.js';
import { newId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

/** What happened, in references; a note is sealed before it gets here. */
export interface TimelineEvent {
  readonly kind: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  readonly note?: Uint8Array | null;
}

export interface StoredEvent {
  readonly at: Date;
  /** `staff:<id>` or `service:<job>`. */
  readonly actor: string;
  readonly kind: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  readonly noteCiphertext: Uint8Array | null;
}

/** The timeline of an incident; nothing in it is ever changed. */
@Injectable()
export class TimelineRepository {
  async append(tx: Transaction, id: IncidentId, event: TimelineEvent): Promise<void> {
    await tx.query(
      `INSERT INTO incident_event (organisation_id, id, incident_id, actor, kind, details, note_ciphertext)
         VALUES (app_organisation(), $1, $2, app_actor(), $3, $4, $5)`,
      [newId<'event'>(), id, event.kind, JSON.stringify(event.details ?? {}), event.note ?? null],
    );
  }

  async of(tx: Transaction, id: IncidentId): Promise<readonly StoredEvent[]> {
    return tx.query<StoredEvent>(
      `SELECT at, actor, kind, details, note_ciphertext AS "noteCiphertext" FROM incident_event
         WHERE incident_id = $1 ORDER BY ordinal`,
      [id],
    );
  }
}
