import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { ChannelId, GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { may, NotPermitted, workOf } from '../../platform/auth/index.js';
import { ReachGroup } from '../groups/reach-group.js';
import { ChannelNotFound, InvalidInput } from '../people.errors.js';
import { ChannelSecret } from './channel-secret.js';
import { ChannelRepository } from './channel.repository.js';

export interface GroupKey {
  readonly channelId: ChannelId;
  /** What the channel calls the group; kept as a keyed hash only. */
  readonly groupKey: string;
  readonly groupId: GroupId;
}

/** From now on, messages under this key belong to the group. Mapping a key again moves it. */
@Injectable()
export class MapGroupKey {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly channels: ChannelRepository,
    private readonly secrets: ChannelSecret,
    private readonly reachGroup: ReachGroup,
  ) {}

  /** Throws InvalidInput, ChannelNotFound, GroupNotFound, and NotPermitted as the other acts on channels do. */
  async execute(principal: Principal, { channelId, groupKey, groupId }: GroupKey): Promise<void> {
    if (!may(principal, 'channels.manage', { programmeId: null, groupId: null })) throw new NotPermitted();
    if (groupKey.length < 1 || groupKey.length > 200)
      throw new InvalidInput([{ path: '/groupKey', message: 'must be 1 to 200 characters' }]);
    await this.uow.run(workOf(principal, 'manage_channels'), async (tx) => {
      await this.reachGroup.execute(tx, principal, { groupId, permission: 'groups.read' });
      if ((await this.channels.one(tx, channelId)) === null) throw new ChannelNotFound();
      const index = this.secrets.indexOf(principal.organisationId, channelId, groupKey);
      await this.channels.map(tx, { channelId, index, groupId });
      const object = { kind: 'channel', id: channelId };
      await this.audit.record(tx, {
        act: 'channel.mapped',
        object,
        outcome: 'done',
        details: { group: groupId },
      });
    });
  }
}
