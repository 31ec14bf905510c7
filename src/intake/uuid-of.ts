import type { Id } from '../kernel/ids.js';

/** The first 16 bytes of a keyed HMAC as a UUID (version 8): the same thing always gets the same id, and tells nothing. */
export function uuidOf<Kind extends string>(digest: Uint8Array): Id<Kind> {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Kind>;
}
