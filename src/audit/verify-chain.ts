import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../kernel/transaction.js';
import type { Transaction, WorkContext } from '../kernel/transaction.js';
import { GENESIS, hashOf } from './canonical.js';
import { readEnds, readEntries } from './chain.repository.js';
import type { ChainedEntry, Head } from './chain.repository.js';

/** What a verification found; `seq` is the first entry that cannot be trusted. */
export type ChainVerdict =
  | { readonly kind: 'intact'; readonly entries: number; readonly head: string }
  | { readonly kind: 'broken'; readonly seq: number; readonly why: ChainFault };

/**
 * `missing`: the entry is not there. `changed`: its hash is not that of its content. `not_linked`: it does not follow
 * the entry before. `head_differs`: the head names another end. `beyond_head`: entries stand after the end.
 */
export type ChainFault = 'missing' | 'changed' | 'not_linked' | 'head_differs' | 'beyond_head';

/** About 3 MB at a time. */
const PAGE = 5_000;

/**
 * Reads an organisation's whole log and recomputes every hash. What it cannot see: entries cut from the end together
 * with a head set back to match, and a chain rewritten from some entry on; only a head kept elsewhere shows those,
 * which is why the verdict carries it.
 */
@Injectable()
export class VerifyChain {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async execute(context: WorkContext & { readonly organisationId: string }): Promise<ChainVerdict> {
    return this.unitOfWork.run(context, (tx) => verify(tx, context.organisationId));
  }
}

async function verify(tx: Transaction, organisationId: string): Promise<ChainVerdict> {
  const { head, lastSeq } = await readEnds(tx, organisationId);
  let end: Head = { seq: 0, hash: GENESIS };
  while (end.seq < head.seq) {
    const limit = Math.min(PAGE, head.seq - end.seq);
    const page = await readEntries(tx, organisationId, { after: end.seq, limit });
    if (page.length === 0) return { kind: 'broken', seq: end.seq + 1, why: 'missing' };
    for (const chained of page) {
      const why = faultOf(end, chained);
      if (why) return { kind: 'broken', seq: end.seq + 1, why };
      end = { seq: chained.entry.seq, hash: chained.hash };
    }
  }
  if (!end.hash.equals(head.hash)) return { kind: 'broken', seq: Math.max(end.seq, 1), why: 'head_differs' };
  if (lastSeq > head.seq) return { kind: 'broken', seq: head.seq + 1, why: 'beyond_head' };
  return { kind: 'intact', entries: end.seq, head: end.hash.toString('hex') };
}

function faultOf(before: Head, { entry, previousHash, hash }: ChainedEntry): ChainFault | null {
  if (entry.seq !== before.seq + 1) return 'missing';
  if (!hashOf(previousHash, entry).equals(hash)) return 'changed';
  return previousHash.equals(before.hash) ? null : 'not_linked';
}
