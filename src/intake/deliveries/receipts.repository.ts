import { Injectable } from '@nestjs/common';
import type { DeliveryId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

/** Channels repeat a delivery for seven days at most; an hour for slow clocks makes eight the next whole number. */
const WINDOW_DAYS = 8;

/** Which deliveries have been accepted; what was in them is long gone. */
@Injectable()
export class ReceiptsRepository {
  /**
   * Which of these were never accepted before. Two copies at once are told apart: the second waits for the first.
   * Locked in order, so that two processes with the same deliveries wait for each other instead of forever.
   */
  async firsts(tx: Transaction, ids: readonly DeliveryId[]): Promise<ReadonlySet<DeliveryId>> {
    await tx.query(
      `SELECT pg_advisory_xact_lock(hashtextextended(id, 0)) FROM unnest($1::text[]) WITH ORDINALITY AS i (id, place)
       ORDER BY place`,
      [ids.toSorted()],
    );
    const rows = await tx.query<{ delivery_id: DeliveryId }>(
      `INSERT INTO delivery_receipt (organisation_id, delivery_id, received_at)
       SELECT $1, id, app_now() FROM unnest($2::uuid[]) AS arrived (id) WHERE NOT EXISTS (
         SELECT FROM delivery_receipt WHERE organisation_id = $1 AND delivery_id = arrived.id
           AND received_at > app_now() - interval '${WINDOW_DAYS} days')
       RETURNING delivery_id`,
      [tx.context.organisationId, ids],
    );
    return new Set(rows.map(({ delivery_id }) => delivery_id));
  }
}
