import { Injectable } from '@nestjs/common';
import type { DeliveryId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

/** Channels repeat a delivery for seven days at most; an hour for slow clocks makes eight the next whole number. */
const WINDOW_DAYS = 8;

/** Which deliveries have been accepted; what was in them is long gone. */
@Injectable()
export class ReceiptsRepository {
  /** False when the delivery was accepted before. Two copies at once are told apart: the second waits for the first. */
  async isFirst(tx: Transaction, id: DeliveryId): Promise<boolean> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
    const rows = await tx.query(
      `INSERT INTO delivery_receipt (organisation_id, delivery_id, received_at)
       SELECT $1, $2, app_now() WHERE NOT EXISTS (
         SELECT FROM delivery_receipt WHERE organisation_id = $1 AND delivery_id = $2
           AND received_at > app_now() - interval '${WINDOW_DAYS} days')
       RETURNING delivery_id`,
      [tx.context.organisationId, id],
    );
    return rows.length === 1;
  }
}
