import type { DeliveryId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { DeadLetter, Delivery, SetAside, TrafficBatch } from './delivery.js';

/**
 * What stands between accepting and walking: deliveries in, batches out, at least once. A log keyed by organisation
 * and group: deliveries of one group come out in the order they went in and are never held by two workers at once;
 * between groups there is no order. PostgreSQL stands behind it today; a partitioned stream (one subject per
 * organisation and partition, pull consumers, explicit acknowledgement) fits the same methods.
 *
 * Effects must be idempotent on the message's identity: after a crash, or when a lease ran out, a batch comes again.
 */
export abstract class TrafficLog {
  /**
   * Durable when the transaction is. All deliveries belong to the transaction's organisation; ones that are already
   * in the log are left as they are.
   * @throws TrafficLogFull (429) when the organisation has more waiting than the service is willing to owe.
   */
  abstract publish(tx: Transaction, deliveries: readonly Delivery[]): Promise<void>;

  /** The next batch, held for a minute, or null when nothing is due. `worker` is for people reading the table. */
  abstract take(worker: string): Promise<TrafficBatch | null>;

  /** Holds a batch for another minute; false when it is held by somebody else by now. */
  abstract renew(batch: TrafficBatch): Promise<boolean>;

  /**
   * Acknowledges in the transaction of the effects: both happen or neither does.
   * @throws LeaseLost when the batch is no longer this worker's; the effects must go with it.
   */
  abstract done(tx: Transaction, batch: TrafficBatch, setAside: readonly SetAside[]): Promise<void>;

  /**
   * The batch failed for a reason of its own. Several deliveries come again one by one, so that the one at fault is
   * found; a single one comes again later and later, and after eight attempts never by itself.
   */
  abstract retry(batch: TrafficBatch, code: string): Promise<void>;

  /** The world around failed (key store, database): the batch comes again unchanged, nothing is held against it. */
  abstract postpone(batch: TrafficBatch, seconds: number): Promise<void>;

  /** Oldest first, at most `limit`. */
  abstract deadLetters(tx: Transaction, limit: number): Promise<readonly DeadLetter[]>;

  /** Puts dead letters back into their lanes; answers how many there were. */
  abstract replay(tx: Transaction, ids: readonly DeliveryId[]): Promise<number>;
}
