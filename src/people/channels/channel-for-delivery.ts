import { Injectable } from '@nestjs/common';
import type { ChannelId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { ChannelSecret } from './channel-secret.js';
import { ChannelRepository } from './channel.repository.js';
import type { DeliveryChannel } from './connected-channel.js';

/** For intake: whose channel a delivery names, and the secret to verify it with. */
@Injectable()
export class ChannelForDelivery {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly channels: ChannelRepository,
    private readonly secrets: ChannelSecret,
  ) {}

  /** Opens its own transaction. Null for unknown and closed channels. */
  async execute(channelId: ChannelId): Promise<DeliveryChannel | null> {
    const channel = await this.uow.run(RECEIVE, (tx) => this.channels.forDelivery(tx, channelId));
    if (!channel?.secretCiphertext) return null;
    const { organisationId, kind, name, secretCiphertext } = channel;
    const secret = await this.secrets.open(organisationId, secretCiphertext);
    return secret && { organisationId, kind, name, secret };
  }
}

const RECEIVE = {
  organisationId: null,
  actor: { kind: 'anonymous', id: 'delivery' },
  purpose: 'receive_delivery',
} as const;
