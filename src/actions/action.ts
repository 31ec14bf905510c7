import type { DecisionId, StaffId } from '../kernel/ids.js';

/** What can be asked for on a channel. The same words stand in the database. */
export const ACTION_KINDS = ['warn', 'delete_message', 'remove_member', 'restore'] as const;

export type ActionKind = (typeof ACTION_KINDS)[number];

/** Something a person was asked to do on the channel, and whether they said it is done. */
export interface StoredAction {
  readonly decisionId: DecisionId;
  readonly kind: ActionKind;
  readonly channelKind: string;
  readonly askedAt: Date;
  readonly doneBy: StaffId | null;
  readonly doneAt: Date | null;
}
