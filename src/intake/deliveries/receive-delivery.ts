import { Injectable } from '@nestjs/common';
import { webhookChannel } from '../../channels/index.js';
import type { SignedRequest } from '../../channels/index.js';
import { Clock } from '../../kernel/clock.js';
import type { ChannelId, DeliveryId } from '../../kernel/ids.js';
import { Vault } from '../../kernel/vault.js';
import { ChannelForDelivery } from '../../people/index.js';
import { uuidOf } from '../uuid-of.js';
import { MalformedDelivery, UnknownChannel, UnverifiedDelivery } from './deliveries.errors.js';
import { StoreDeliveries } from './store-deliveries.js';
import type { StoredAs, VerifiedDelivery } from './store-deliveries.js';

export interface Receipt {
  readonly id: DeliveryId;
  readonly status: StoredAs;
}

/** Makes an unknown channel cost a signature, too, so that time does not tell which ids exist. */
const NOBODY = new Uint8Array(32);

/** Verified, stored durably, answered: whatever the messages say is looked at later, by the walk. */
@Injectable()
export class ReceiveDelivery {
  constructor(
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly channels: ChannelForDelivery,
    private readonly store: StoreDeliveries,
  ) {}

  /**
   * @throws UnknownChannel (404), UnverifiedDelivery (401), MalformedDelivery and UnmappedGroup (400),
   * TrafficLogFull (429): nothing was stored, and an honest sender may send again.
   */
  async execute(channelId: ChannelId, request: SignedRequest): Promise<Receipt> {
    const delivery = await this.verify(channelId, request);
    return { id: delivery.id, status: await this.store.execute(delivery) };
  }

  private async verify(channelId: ChannelId, request: SignedRequest): Promise<VerifiedDelivery> {
    const found = await this.channels.execute(channelId);
    const channel = found && webhookChannel(found.kind);
    if (!channel) {
      webhookChannel('generic-webhook')?.verify(request, NOBODY, this.clock.now());
      throw new UnknownChannel();
    }
    const verified = channel.verify(request, found.secret, this.clock.now());
    if (verified.kind === 'refused') throw new UnverifiedDelivery(verified);
    const key = channel.deliveryId(request.body);
    if (key.kind === 'refused') throw new MalformedDelivery(key);
    const { organisationId } = found;
    const id = uuidOf<'delivery'>(this.vault.index(organisationId, 'delivery', `${channelId}/${key.id}`));
    const { groupKey } = key;
    return { id, organisationId, channelId, channelKind: channel.kind, groupKey, body: request.body };
  }
}
