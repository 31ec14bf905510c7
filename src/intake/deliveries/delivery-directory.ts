import { Injectable } from '@nestjs/common';
import { ChannelForDelivery, GroupsByKey } from '../../people/index.js';

/** What people knows about where a delivery belongs. */
@Injectable()
export class DeliveryDirectory {
  constructor(
    readonly channels: ChannelForDelivery,
    readonly groups: GroupsByKey,
  ) {}
}
