import { Injectable } from '@nestjs/common';
import type { IncidentId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

/** Statements over two incidents. */
@Injectable()
export class MergeRepository {
  async byReference(tx: Transaction, reference: string): Promise<IncidentId | null> {
    const rows = await tx.query<{ id: IncidentId }>(
      'SELECT id FROM incident WHERE organisation_id = app_organisation() AND reference = $1',
      [reference.trim().toUpperCase()],
    );
    return rows[0]?.id ?? null;
  }

  /** Answers how many stand in the other now. */
  async moveFlags(tx: Transaction, from: IncidentId, to: IncidentId): Promise<number> {
    const rows = await tx.query(
      `INSERT INTO incident_flag (organisation_id, incident_id, flag_id, message_id, group_id, member_id, level, sent_at,
           sketch, joined_by)
         SELECT organisation_id, $2, flag_id, message_id, group_id, member_id, level, sent_at, sketch, 'merge'
           FROM incident_flag WHERE incident_id = $1
         ON CONFLICT DO NOTHING RETURNING flag_id`,
      [from, to],
    );
    return rows.length;
  }
}
