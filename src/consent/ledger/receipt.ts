import { createHash } from 'node:crypto';
import type { BasisEvent, ObjectionEvent } from './ledger-event.js';

/**
 * SHA-256 over the event as canonical JSON: keys sorted, no white space, times in UTC with milliseconds. Anyone who
 * holds the event can compute it again and see that the ledger still says what it said.
 */
export function receiptHash(event: BasisEvent | ObjectionEvent): Uint8Array {
  return createHash('sha256').update(canonicalJson(event)).digest();
}

export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
