import type { InboundMessage } from '../../kernel/message.js';
import type { NormaliseRefusal, NormalisedDelivery } from '../channel.js';
import { readEnvelope } from './read-envelope.js';
import { readMessage } from './read-message.js';

/** Every item ends up in exactly one of the two lists. */
export function normalise(body: Uint8Array): NormalisedDelivery | NormaliseRefusal {
  const envelope = readEnvelope(body);
  if (envelope.kind === 'refused') return envelope;
  const messages: { groupKey: string; message: InboundMessage }[] = [];
  const quarantined: { path: string; reason: string }[] = [];
  const seen = new Map<string, number>();
  envelope.messages.forEach((item, index) => {
    const read = readMessage(item);
    if (read.kind === 'fault') {
      quarantined.push({ path: `/messages/${index}${read.path}`, reason: read.reason });
    } else messages.push({ groupKey: envelope.group, message: numbered(read.message, seen) });
  });
  return { messages, quarantined };
}

/** Messages without an id of their own are told apart by how often they occur in the delivery. */
function numbered(message: InboundMessage, seen: Map<string, number>): InboundMessage {
  if (message.externalId !== null) return message;
  const key = JSON.stringify([message.sentAt.getTime(), message.sender.handle, message.text]);
  const ordinal = seen.get(key) ?? 0;
  seen.set(key, ordinal + 1);
  return ordinal === 0 ? message : { ...message, ordinal };
}
