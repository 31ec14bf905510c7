import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ChannelId, DeliveryId, GroupId, OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { GroupsByKey } from '../../people/index.js';
import type { Delivery } from '../traffic/delivery.js';
import { TrafficLog } from '../traffic/traffic-log.js';
import { UnmappedGroup } from './deliveries.errors.js';
import { ReceiptsRepository } from './receipts.repository.js';

/** A delivery whose signature held. */
export interface VerifiedDelivery {
  readonly id: DeliveryId;
  readonly organisationId: OrganisationId;
  readonly channelId: ChannelId;
  readonly channelKind: string;
  readonly groupKey: string;
  readonly body: Uint8Array;
}

export type StoredAs = 'accepted' | 'duplicate';

interface Waiting {
  readonly delivery: VerifiedDelivery;
  readonly resolve: (stored: StoredAs) => void;
  readonly reject: (error: unknown) => void;
}

/** More than this many in one transaction only makes the first of them wait for the last. */
const MOST_TOGETHER = 100;

/**
 * Stores durably, one transaction at a time per channel: what arrives while one is under way is stored together in the
 * next. A lone delivery waits for nobody, and a burst pays for one commit instead of hundreds.
 */
@Injectable()
export class StoreDeliveries {
  private readonly lines = new Map<ChannelId, Waiting[]>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: TrafficLog,
    private readonly receipts: ReceiptsRepository,
    private readonly groups: GroupsByKey,
  ) {}

  /** Resolves when the delivery is on disk. @throws UnmappedGroup, TrafficLogFull: nothing of it was stored. */
  execute(delivery: VerifiedDelivery): Promise<StoredAs> {
    return new Promise((resolve, reject) => {
      const line = this.lines.get(delivery.channelId);
      const waiting = { delivery, resolve, reject };
      if (line) line.push(waiting);
      else {
        this.lines.set(delivery.channelId, [waiting]);
        void this.serve(delivery.channelId);
      }
    });
  }

  private async serve(channelId: ChannelId): Promise<void> {
    const line = this.lines.get(channelId) ?? [];
    while (line.length > 0) await this.storeTogether(line.splice(0, MOST_TOGETHER));
    this.lines.delete(channelId);
  }

  private async storeTogether(together: readonly Waiting[]): Promise<void> {
    const [first] = together;
    if (!first) return;
    const { organisationId, channelId } = first.delivery;
    const actor = { kind: 'integration', id: channelId } as const;
    try {
      const settle = await this.work.run({ organisationId, actor, purpose: 'receive_delivery' }, (tx) =>
        this.store(tx, together),
      );
      settle();
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }

  /** Nobody is answered before the commit: the answers are given by the function that is returned. */
  private async store(tx: Transaction, together: readonly Waiting[]): Promise<() => void> {
    const unique = new Map(together.map(({ delivery }) => [delivery.id, delivery]));
    const groups = await this.groupsOf(tx, [...unique.values()]);
    const mapped = [...unique.values()].filter(({ groupKey }) => groups.has(groupKey));
    const firsts = await this.receipts.firsts(
      tx,
      mapped.map(({ id }) => id),
    );
    const fresh = mapped.filter(({ id }) => firsts.has(id));
    await this.log.publish(
      tx,
      fresh.flatMap((delivery) => this.toPublish(delivery, groups.get(delivery.groupKey))),
    );
    return () => {
      const answered = new Set<DeliveryId>();
      for (const { delivery, resolve, reject } of together) {
        if (!groups.has(delivery.groupKey)) reject(new UnmappedGroup());
        else resolve(firsts.has(delivery.id) && !answered.has(delivery.id) ? 'accepted' : 'duplicate');
        answered.add(delivery.id);
      }
    };
  }

  private groupsOf(
    tx: Transaction,
    deliveries: readonly VerifiedDelivery[],
  ): Promise<ReadonlyMap<string, GroupId>> {
    const [first] = deliveries;
    if (!first) return Promise.resolve(new Map());
    return this.groups.execute(tx, first.channelId, [...new Set(deliveries.map(({ groupKey }) => groupKey))]);
  }

  private toPublish(delivery: VerifiedDelivery, groupId: GroupId | undefined): Delivery[] {
    if (!groupId) return [];
    const { id, organisationId, channelId, channelKind, body } = delivery;
    return [
      {
        id,
        organisationId,
        groupId,
        origin: { kind: 'channel', channelId },
        channelKind,
        receivedAt: this.clock.now(),
        messages: Math.ceil(body.length / TYPICAL_BYTES),
        body: Buffer.from(body).toString('utf8'),
      },
    ];
  }
}

/** A message as JSON: enough to bound the queue and size batches by before anybody counts them. */
const TYPICAL_BYTES = 256;
