import type { Arrival } from '../deliveries/open-deliveries.js';

/**
 * What makes a message the same message however often it arrives: the channel's own id where there is one, otherwise
 * what the file tells. An edited text is a message of its own, so that an edit is looked at, too.
 */
export function identityOf({ groupId, channelKind, message }: Arrival): string {
  const { externalId, sender, sentAt, text, state, ordinal } = message;
  if (externalId !== null) {
    return JSON.stringify([channelKind, groupId, externalId, state === 'edited' ? text : '']);
  }
  return JSON.stringify([groupId, sentAt.getTime(), sender.handle, text, ordinal]);
}
