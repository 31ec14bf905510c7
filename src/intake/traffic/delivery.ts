import type { ChannelId, DeliveryId, GroupId, ImportId, OrganisationId } from '../../kernel/ids.js';

/** Where a delivery came from: a channel that was pushed to, or an export somebody brought. */
export type Origin =
  | { readonly kind: 'channel'; readonly channelId: ChannelId }
  | { readonly kind: 'import'; readonly importId: ImportId };

/** What arrived for one group, verified, and not looked into any further. */
export interface Delivery {
  /** Deterministic where the channel names its deliveries, so that a second arrival is the same delivery. */
  readonly id: DeliveryId;
  readonly organisationId: OrganisationId;
  /** Order is kept inside a group and nowhere else. */
  readonly groupId: GroupId;
  readonly origin: Origin;
  /** Who can read `body`: a webhook channel's kind, or an export channel's kind for a chunk of an import. */
  readonly channelKind: string;
  readonly receivedAt: Date;
  /** How many messages are inside, for bounds and batch sizes. */
  readonly messages: number;
  /** A webhook's own bytes as text, or an encoded chunk (`chunk.ts`). Sealed wherever it is kept. */
  readonly body: string;
}

/** Deliveries of one lane, in the order they came, held by one worker until `done`, `retry` or the end of its lease. */
export interface TrafficBatch {
  readonly organisationId: OrganisationId;
  readonly lane: number;
  /** Names this holding of the lane; whoever holds it later has another one. */
  readonly token: string;
  readonly deliveries: readonly Delivery[];
}

/** A delivery that stays behind when its batch is done, because some of it could not be understood. */
export interface SetAside {
  readonly deliveryId: DeliveryId;
  /** kebab-case; never content. */
  readonly code: string;
}

/** A delivery nobody walks any more until a person says so. */
export interface DeadLetter {
  readonly id: DeliveryId;
  readonly groupId: GroupId;
  readonly origin: Origin;
  readonly receivedAt: Date;
  readonly messages: number;
  readonly attempts: number;
  readonly code: string;
}
