import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse } from '../../kernel/refused.js';
import type { SignedRequest, VerifyRefusal } from '../channel.js';

/** Clocks of small servers drift by minutes; a captured request is worthless after this, in either direction. */
export const WINDOW_SECONDS = 300;

const TIMESTAMP = /^\d{1,12}$/;
const SIGNATURE = /^v1=([0-9a-f]{64})$/;

/** The signature covers the timestamp, so neither can be replaced alone. Compared in constant time. */
export function verify(
  request: SignedRequest,
  secret: Uint8Array,
  now: Date,
): { readonly kind: 'verified' } | VerifyRefusal {
  const timestamp = request.headers['mlinzi-timestamp'] ?? '';
  const given = SIGNATURE.exec(request.headers['mlinzi-signature'] ?? '')?.[1];
  if (!TIMESTAMP.test(timestamp) || given === undefined) return refuse('missing-signature');
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(request.body).digest();
  if (!timingSafeEqual(expected, Buffer.from(given, 'hex'))) return refuse('wrong-signature');
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp));
  return age > WINDOW_SECONDS ? refuse('stale-timestamp', { seconds: WINDOW_SECONDS }) : { kind: 'verified' };
}
