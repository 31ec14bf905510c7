import type { Request } from 'express';
import type { SignedRequest } from '../../channels/index.js';
import { isUuid } from '../../kernel/ids.js';
import type { ChannelId } from '../../kernel/ids.js';
import { DeliveryTooLarge, UnknownChannel } from './deliveries.errors.js';

/** A thousand messages of the usual length three times over; senders with more to say send several. */
const MOST_BYTES = 1024 * 1024;

/** @throws UnknownChannel for anything that cannot be one. */
export function channelIdOf(id: string): ChannelId {
  if (!isUuid(id)) throw new UnknownChannel();
  return id as ChannelId;
}

/**
 * The exact bytes and the headers; the surface leaves the body of this route unparsed.
 * @throws DeliveryTooLarge
 */
export function signedRequestOf(request: Request): SignedRequest {
  const body: unknown = request.body;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (bytes.length > MOST_BYTES) throw new DeliveryTooLarge(MOST_BYTES);
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return { body: bytes, headers: Object.fromEntries(headers) as SignedRequest['headers'] };
}
