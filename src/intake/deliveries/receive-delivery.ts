import { Injectable } from '@nestjs/common';
import { webhookChannel } from '../../channels/index.js';
import type { SignedRequest, WebhookChannel } from '../../channels/index.js';
import { Clock } from '../../kernel/clock.js';
import type { ChannelId, DeliveryId, OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import type { Delivery } from '../traffic/delivery.js';
import { TrafficLog } from '../traffic/traffic-log.js';
import { uuidOf } from '../uuid-of.js';
import { DeliveryDirectory } from './delivery-directory.js';
import { MalformedDelivery, UnknownChannel, UnmappedGroup, UnverifiedDelivery } from './deliveries.errors.js';
import { ReceiptsRepository } from './receipts.repository.js';

export interface Receipt {
  readonly id: DeliveryId;
  readonly status: 'accepted' | 'duplicate';
}

interface Verified {
  readonly channelId: ChannelId;
  readonly organisationId: OrganisationId;
  readonly channel: WebhookChannel;
  readonly key: { readonly id: string; readonly groupKey: string };
}

/** Makes an unknown channel cost a signature, too, so that time does not tell which ids exist. */
const NOBODY = new Uint8Array(32);

/** Verified, stored durably, answered: whatever the messages say is looked at later, by the walk. */
@Injectable()
export class ReceiveDelivery {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly log: TrafficLog,
    private readonly receipts: ReceiptsRepository,
    private readonly people: DeliveryDirectory,
  ) {}

  /**
   * @throws UnknownChannel (404), UnverifiedDelivery (401), MalformedDelivery and UnmappedGroup (400),
   * TrafficLogFull (429): nothing was stored, and an honest sender may send again.
   */
  async execute(channelId: ChannelId, request: SignedRequest): Promise<Receipt> {
    const verified = await this.verify(channelId, request);
    const { organisationId, key } = verified;
    const id = uuidOf<'delivery'>(this.vault.index(organisationId, 'delivery', `${channelId}/${key.id}`));
    const actor = { kind: 'integration', id: channelId } as const;
    return this.work.run({ organisationId, actor, purpose: 'receive_delivery' }, async (tx) => {
      if (!(await this.receipts.isFirst(tx, id))) return { id, status: 'duplicate' };
      await this.log.publish(tx, [await this.delivery(tx, id, { ...verified, body: request.body })]);
      return { id, status: 'accepted' };
    });
  }

  private async verify(channelId: ChannelId, request: SignedRequest): Promise<Verified> {
    const found = await this.people.channels.execute(channelId);
    const channel = found && webhookChannel(found.kind);
    if (!channel) {
      webhookChannel('generic-webhook')?.verify(request, NOBODY, this.clock.now());
      throw new UnknownChannel();
    }
    const verified = channel.verify(request, found.secret, this.clock.now());
    if (verified.kind === 'refused') throw new UnverifiedDelivery(verified);
    const key = channel.deliveryId(request.body);
    if (key.kind === 'refused') throw new MalformedDelivery(key);
    return { channelId, organisationId: found.organisationId, channel, key };
  }

  private async delivery(
    tx: Transaction,
    id: DeliveryId,
    verified: Verified & { readonly body: Uint8Array },
  ): Promise<Delivery> {
    const { channelId, organisationId, channel, key, body } = verified;
    const groups = await this.people.groups.execute(tx, channelId, [key.groupKey]);
    const groupId = groups.get(key.groupKey);
    if (!groupId) throw new UnmappedGroup();
    return {
      id,
      organisationId,
      groupId,
      origin: { kind: 'channel', channelId },
      channelKind: channel.kind,
      receivedAt: this.clock.now(),
      messages: Math.ceil(body.length / TYPICAL_BYTES),
      body: Buffer.from(body).toString('utf8'),
    };
  }
}

/** A message as JSON: enough to bound the queue and size batches by before anybody counts them. */
const TYPICAL_BYTES = 256;
