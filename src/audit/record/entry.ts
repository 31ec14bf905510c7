import type { Commitments } from './commit.js';
import { canonical } from './canonical.js';

/** One line of the log: references, counts and commitments; no readable word about anybody. */
export interface Entry {
  /** Random; how the entry is called before it has a place in the tree. */
  readonly id: string;
  readonly organisationId: string;
  /** ISO 8601 with milliseconds, UTC. */
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly purpose: string;
  readonly act: string;
  readonly object: { readonly kind: string; readonly id: string };
  readonly outcome: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  readonly commitments: Commitments;
}

/** The entry as it is hashed, exported and verified: the same bytes wherever it is made. */
export function envelopeOf(entry: Entry): string {
  const { organisationId, commitments, ...rest } = entry;
  const hidden = Object.keys(commitments).length === 0 ? {} : { commitments };
  return canonical({ ...rest, ...hidden, organisation: organisationId, v: 1 });
}
