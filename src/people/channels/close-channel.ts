import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { ChannelId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, NotPermitted, workOf } from '../../platform/auth/index.js';
import { ChannelNotFound } from '../people.errors.js';
import { ChannelRepository } from './channel.repository.js';

/** From now on deliveries on the channel are refused; what was accepted before is still walked. */
@Injectable()
export class CloseChannel {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly channels: ChannelRepository,
  ) {}

  /** Throws ChannelNotFound, also for a channel that is closed already. */
  async execute(principal: Principal, channelId: ChannelId): Promise<void> {
    if (!may(principal, 'channels.manage', { programmeId: null, groupId: null })) throw new NotPermitted();
    await this.uow.run(workOf(principal, 'manage_channels'), async (tx) => {
      if (!(await this.channels.close(tx, channelId, this.clock.now()))) throw new ChannelNotFound();
      const object = { kind: 'channel', id: channelId };
      await this.audit.record(tx, { act: 'channel.closed', object, outcome: 'done' });
    });
  }
}
