import { webhookChannel } from '../../channels/index.js';
import type { GroupId, ImportId } from '../../kernel/ids.js';
import type { InboundMessage } from '../../kernel/message.js';
import type { Delivery, SetAside } from '../traffic/delivery.js';
import { unpackChunk } from './chunk.js';
import type { InboundJoin } from './chunk.js';

/** A message and the place it arrived in; nobody has been asked about it yet. */
export interface Arrival {
  readonly groupId: GroupId;
  readonly channelKind: string;
  /** Whose progress it counts for; null for a channel. */
  readonly importId: ImportId | null;
  readonly message: InboundMessage;
}

export interface JoinArrival extends InboundJoin {
  readonly groupId: GroupId;
  readonly channelKind: string;
}

/** Deliveries opened into messages, in the order they came. */
export interface Arrivals {
  readonly messages: readonly Arrival[];
  readonly joins: readonly JoinArrival[];
  /** Deliveries with something in them that could not be understood; the rest of each is in `messages`. */
  readonly setAside: readonly SetAside[];
}

interface Opened {
  readonly messages: readonly InboundMessage[];
  readonly joins: readonly InboundJoin[];
  readonly fault: string | null;
}

/** Bytes into messages: where a channel's own reading happens, after the sender has long had an answer. */
export function openDeliveries(deliveries: readonly Delivery[]): Arrivals {
  const messages: Arrival[] = [];
  const joins: JoinArrival[] = [];
  const setAside: SetAside[] = [];
  for (const delivery of deliveries) {
    const { groupId, channelKind, origin } = delivery;
    const importId = origin.kind === 'import' ? origin.importId : null;
    const opened = openOne(delivery);
    for (const message of opened.messages) messages.push({ groupId, channelKind, importId, message });
    for (const join of opened.joins) joins.push({ groupId, channelKind, ...join });
    if (opened.fault !== null) setAside.push({ deliveryId: delivery.id, code: opened.fault });
  }
  return { messages, joins, setAside };
}

function openOne(delivery: Delivery): Opened {
  return delivery.origin.kind === 'import' ? openChunk(delivery) : openWebhook(delivery);
}

function openChunk({ body }: Delivery): Opened {
  return { ...unpackChunk(body), fault: null };
}

function openWebhook({ channelKind, body }: Delivery): Opened {
  const channel = webhookChannel(channelKind);
  if (!channel) return nothing('channel-not-installed');
  const normalised = channel.normalise(Buffer.from(body, 'utf8'));
  if ('kind' in normalised) return nothing(normalised.reason);
  const messages = normalised.messages.map(({ message }) => message);
  return { messages, joins: [], fault: normalised.quarantined.length > 0 ? 'items-not-understood' : null };
}

function nothing(fault: string): Opened {
  return { messages: [], joins: [], fault };
}
