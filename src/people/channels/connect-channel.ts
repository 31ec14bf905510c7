import { Injectable } from '@nestjs/common';
import { webhookChannel } from '../../channels/index.js';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { newId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, NotPermitted, workOf } from '../../platform/auth/index.js';
import { checkName } from '../groups/check-group.js';
import { ChannelNotFound, InvalidInput } from '../people.errors.js';
import { ChannelSecret } from './channel-secret.js';
import { ChannelRepository } from './channel.repository.js';
import type { ConnectedChannel } from './connected-channel.js';

export interface ChannelConnected {
  readonly channel: ConnectedChannel;
  /** Shown once: only its ciphertext is kept, and it is never shown again. */
  readonly secret: string;
}

@Injectable()
export class ConnectChannel {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly channels: ChannelRepository,
    private readonly secrets: ChannelSecret,
  ) {}

  /** Throws InvalidInput, and NotPermitted unless the principal manages channels of the whole organisation. */
  async execute(
    principal: Principal,
    { kind, name }: { readonly kind: string; readonly name: string },
  ): Promise<ChannelConnected | Refused<'unknown-kind'>> {
    if (!may(principal, 'channels.manage', { programmeId: null, groupId: null })) throw new NotPermitted();
    if (webhookChannel(kind) === null) return refuse('unknown-kind');
    const fault = checkName(name);
    if (fault) throw new InvalidInput([{ path: '/name', message: fault }]);
    const id = newId<'channel'>();
    const { secret, sealed } = await this.secrets.make(principal.organisationId);
    return this.uow.run(workOf(principal, 'manage_channels'), async (tx) => {
      await this.channels.insert(tx, { id, kind, name: name.trim(), secret: sealed });
      const object = { kind: 'channel', id };
      await this.audit.record(tx, { act: 'channel.connected', object, outcome: 'done', details: { kind } });
      const channel = await this.channels.one(tx, id);
      if (channel === null) throw new ChannelNotFound();
      return { channel, secret };
    });
  }
}
