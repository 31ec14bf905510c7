import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, NotPermitted, workOf } from '../../platform/auth/index.js';
import { ChannelRepository } from './channel.repository.js';
import type { ConnectedChannel } from './connected-channel.js';

/** The organisation's channels, open ones first. */
@Injectable()
export class ListChannels {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly channels: ChannelRepository,
  ) {}

  /** Throws NotPermitted unless the principal reads channels of the whole organisation: a channel serves many groups. */
  async execute(principal: Principal): Promise<readonly ConnectedChannel[]> {
    if (!may(principal, 'channels.read', { programmeId: null, groupId: null })) throw new NotPermitted();
    return this.uow.run(workOf(principal, 'manage_channels'), (tx) => this.channels.list(tx));
  }
}
