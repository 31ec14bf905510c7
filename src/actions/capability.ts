import { capabilitiesOf } from '../channels/index.js';
import type { ActionKind } from './action.js';

/**
 * Who does it. `person`: the channel gives no way, somebody sends a ready text. No channel that ships can do anything
 * by itself; one that claims it can must bring the way it does, and then this answers `channel` for it.
 */
export type Way = 'channel' | 'person';

/** Said before anyone relies on it. */
export function wayOf(action: ActionKind, channelKind: string): Way {
  const { deleteMessage, removeMember, reply } = capabilitiesOf(channelKind);
  const can: Readonly<Record<ActionKind, boolean>> = {
    warn: reply,
    delete_message: deleteMessage,
    remove_member: removeMember,
    restore: false,
  };
  return can[action] ? 'channel' : 'person';
}
