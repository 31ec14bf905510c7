import { createHash } from 'node:crypto';

/** One line of the log, as it is hashed. */
export interface Entry {
  readonly organisationId: string;
  /** 1 for the first entry of the organisation. */
  readonly seq: number;
  /** ISO 8601 with milliseconds, UTC. */
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly purpose: string;
  readonly act: string;
  readonly object: { readonly kind: string; readonly id: string };
  readonly outcome: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** What stands before the first entry. */
export const GENESIS = Buffer.alloc(32);

/**
 * The entry as text that is the same wherever it is made: JSON without white space, members sorted by UTF-16 code
 * units, numbers and strings as ECMAScript writes them (RFC 8785 for the shapes an entry can have).
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

/** SHA-256 over the previous hash and the canonical entry: changing one entry changes every hash after it. */
export function hashOf(previous: Uint8Array, entry: Entry): Buffer {
  return createHash('sha256').update(previous).update(canonical(entry), 'utf8').digest();
}
