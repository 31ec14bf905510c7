import { Injectable } from '@nestjs/common';
import type { DeliveryId, OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { ORGANISATION_SUBJECT, Vault } from '../../kernel/vault.js';
import type { Keyring } from '../../kernel/vault.js';
import { Backlog } from './backlog.js';
import { backoffSeconds } from './backoff.js';
import { chooseHead } from './choose-head.js';
import { DeliveriesRepository, originOf } from './deliveries.repository.js';
import type { DeliveryRow, WaitingRow } from './deliveries.repository.js';
import type { DeadLetter, Delivery, SetAside, TrafficBatch } from './delivery.js';
import { LanesRepository } from './lanes.repository.js';
import type { Lease } from './lanes.repository.js';
import { TrafficLog } from './traffic-log.js';
import { LeaseLost } from './traffic.errors.js';

const BODY_BINDING = 'delivery.body_ciphertext';

/** A lane whose every group waits for its time is not looked at again sooner. */
const NOTHING_DUE_SECONDS = 1;

/** The log in PostgreSQL: a row per delivery, a lease per lane, deleted in the transaction of the effects. */
@Injectable()
export class PostgresTrafficLog extends TrafficLog {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly lanes: LanesRepository,
    private readonly rows: DeliveriesRepository,
    private readonly backlog: Backlog,
  ) {
    super();
  }

  async publish(tx: Transaction, deliveries: readonly Delivery[]): Promise<void> {
    const { organisationId } = tx.context;
    if (!organisationId || deliveries.length === 0) return;
    const messages = deliveries.reduce((sum, delivery) => sum + delivery.messages, 0);
    await this.backlog.admit(tx, organisationId, messages);
    const keys = await this.vault.keyring(organisationId, [ORGANISATION_SUBJECT]);
    await this.rows.insert(
      tx,
      deliveries,
      deliveries.map((delivery) => seal(keys, delivery)),
    );
  }

  async take(worker: string): Promise<TrafficBatch | null> {
    for (;;) {
      const lease = await this.lanes.lease(worker);
      if (!lease) return null;
      const batch = await this.work.run(inside(lease.organisationId), (tx) => this.read(tx, lease));
      if (batch) return batch;
    }
  }

  renew(batch: TrafficBatch): Promise<boolean> {
    return this.lanes.renew(batch);
  }

  async done(tx: Transaction, batch: TrafficBatch, setAside: readonly SetAside[]): Promise<void> {
    if (!(await this.rows.finish(tx, batch, setAside))) throw new LeaseLost();
  }

  async retry(batch: TrafficBatch, code: string): Promise<void> {
    const ids = batch.deliveries.map(({ id }) => id);
    await this.work.run(inside(batch.organisationId), async (tx) => {
      // One by one at once finds the culprit; alone, it waits longer each time.
      const attempts = ids.length > 1 ? 0 : await this.rows.attempts(tx, ids);
      const seconds = ids.length > 1 ? 0 : backoffSeconds(attempts + 1, Math.random());
      await this.rows.countAttempt(tx, ids, { code, seconds });
      await this.lanes.release(tx, batch, 0);
    });
  }

  async postpone(batch: TrafficBatch, seconds: number): Promise<void> {
    await this.work.run(inside(batch.organisationId), (tx) => this.lanes.release(tx, batch, seconds));
  }

  deadLetters(tx: Transaction, limit: number): Promise<readonly DeadLetter[]> {
    return this.rows.dead(tx, limit);
  }

  replay(tx: Transaction, ids: readonly DeliveryId[]): Promise<number> {
    return this.rows.revive(tx, ids);
  }

  /** Null, with the lane given back, when nothing in it may be walked yet. */
  private async read(tx: Transaction, lease: Lease): Promise<TrafficBatch | null> {
    const head = await this.head(tx, lease);
    const ids = lease.abandoned ? await this.suspect(tx, head) : head.map(({ id }) => id);
    const found = ids.length > 0 ? await this.rows.read(tx, lease.organisationId, ids) : [];
    const keys = await this.vault.keyring(lease.organisationId, [ORGANISATION_SUBJECT]);
    const deliveries = found.map((row) => open(keys, row, lease.organisationId));
    if (deliveries.length === 0) {
      await this.lanes.release(tx, lease, head.length > 0 ? 0 : NOTHING_DUE_SECONDS);
      return null;
    }
    return { organisationId: lease.organisationId, lane: lease.lane, token: lease.token, deliveries };
  }

  private async head(tx: Transaction, lease: Lease): Promise<readonly WaitingRow[]> {
    const seen: WaitingRow[] = [];
    for (;;) {
      const page = await this.rows.page(tx, lease, seen.at(-1)?.position ?? '0');
      seen.push(...page);
      const chosen = chooseHead(seen);
      if (chosen.length > 0 || !this.rows.isFull(page)) return chosen;
    }
  }

  /** A worker died holding this lane: the first delivery may be why, so it goes alone and the death counts against it. */
  private async suspect(tx: Transaction, head: readonly WaitingRow[]): Promise<readonly DeliveryId[]> {
    const ids = head.slice(0, 1).map(({ id }) => id);
    return this.rows.countAttempt(tx, ids, { code: 'worker-died', seconds: 0 });
  }
}

function inside(organisationId: OrganisationId): WorkContext {
  return { organisationId, actor: { kind: 'service', id: 'pipeline' }, purpose: 'process_messages' };
}

/** The kind stands before the body, so that nothing but the ciphertext says what it is. */
function seal(keys: Keyring, { channelKind, body }: Delivery): Uint8Array {
  return keys.seal(ORGANISATION_SUBJECT, `${channelKind}\n${body}`, BODY_BINDING);
}

function open(keys: Keyring, row: DeliveryRow, organisationId: OrganisationId): Delivery {
  // An organisation whose key was destroyed left nothing to walk: the empty body is set aside as not understood.
  const text = keys.unseal(ORGANISATION_SUBJECT, row.body_ciphertext, BODY_BINDING) ?? '\n';
  const end = text.indexOf('\n');
  return {
    id: row.id,
    organisationId,
    groupId: row.group_id,
    origin: originOf(row),
    channelKind: text.slice(0, end),
    receivedAt: row.received_at,
    messages: row.messages,
    body: text.slice(end + 1),
  };
}
