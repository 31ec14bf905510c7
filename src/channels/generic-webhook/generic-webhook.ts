import type { WebhookChannel } from '../channel.js';
import { normalise } from './normalise.js';
import { readEnvelope } from './read-envelope.js';
import { verify } from './verify.js';

/**
 * A documented form for anything that can send JSON over HTTP.
 *
 *     POST /api/v1/channels/<channel id>/deliveries
 *     Mlinzi-Timestamp: 1763800000
 *     Mlinzi-Signature: v1=<hex of HMAC-SHA256(secret, "<timestamp>." + body)>
 *
 *     { "id": "a1", "group": "teachers-east", "messages": [
 *       { "id": "m1", "sender": { "handle": "+254700000001", "name": "Amina" }, "sentAt": "2025-11-22T10:00:00Z",
 *         "text": "Habari", "forwarded": "no", "media": [{ "kind": "image", "name": "a.jpg", "sha256": "<hex>" }] } ] }
 *
 * `id`, `name`, `forwarded` and `media` of a message may be absent. At most 1,000 messages; a message that cannot be
 * understood is set aside by its JSON pointer and the others go on.
 */
export const genericWebhook: WebhookChannel = {
  kind: 'generic-webhook',
  // Actions are the sender's own business: nothing can be done on a channel we only listen to.
  capabilities: { deleteMessage: false, removeMember: false, reply: false },
  settings: {},
  verify,
  deliveryId: (body) => {
    const envelope = readEnvelope(body);
    return envelope.kind === 'refused' ? envelope : { kind: 'id', id: envelope.id, groupKey: envelope.group };
  },
  normalise,
};
