import type { ChannelId, GroupId, OrganisationId } from '../../kernel/ids.js';

/** A channel that is pushed to us, as admins see it. */
export interface ConnectedChannel {
  readonly id: ChannelId;
  readonly kind: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  /** The groups that some group key of the channel means. */
  readonly groups: readonly GroupId[];
}

/** What intake needs to verify a delivery before anybody knows whose it is. */
export interface DeliveryChannel {
  readonly organisationId: OrganisationId;
  readonly kind: string;
  readonly name: string;
  /** UTF-8 bytes of the secret as it was shown: senders sign with exactly what they pasted. */
  readonly secret: Uint8Array;
}
