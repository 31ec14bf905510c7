import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { EntryNotFound, NoSuchSize } from '../audit.errors.js';
import { lastCheckpoint, treeSize } from '../export/log.repository.js';
import { envelopeOf } from '../record/entry.js';
import { consistencyProof, inclusionProof } from '../tree/prove.js';
import { storedSubtrees } from '../tree/stored-subtrees.repository.js';
import { oneEntry } from './entries.repository.js';
import { mustReachAll } from './read-log.js';

/** That an entry stands in the log which a checkpoint signs, RFC 6962 section 2.1.1. Hashes in base64. */
export interface EntryProof {
  /** The bytes whose leaf hash is proven. */
  readonly entry: string;
  readonly position: number;
  /** A signed note over the tree that the path leads to. */
  readonly checkpoint: string;
  /** Nearest sibling first. */
  readonly path: readonly string[];
}

/** Proofs for one entry, and between two checkpoints; nobody has to read the whole log to believe them. */
@Injectable()
export class ProveEntry {
  constructor(private readonly work: UnitOfWork) {}

  /** Throws EntryNotFound for an entry that is not there or has no place yet. */
  async inclusion(principal: Principal, entryId: string): Promise<EntryProof> {
    mustReachAll(principal, 'audit.read');
    return this.work.run(workOf(principal, 'read_audit'), async (tx) => {
      const [found, signed] = [await oneEntry(tx, entryId), await lastCheckpoint(tx)];
      const position = found?.position ?? null;
      if (!found || position === null || !signed) throw new EntryNotFound();
      const path = await inclusionProof(position, signed.size, storedSubtrees(tx));
      return {
        entry: envelopeOf(found.entry),
        position,
        checkpoint: signed.note,
        path: path.map((hash) => hash.toString('base64')),
      };
    });
  }

  /** That the log of `from` entries is the beginning of that of `to`. Throws NoSuchSize. */
  async consistency(principal: Principal, from: number, to: number): Promise<readonly string[]> {
    mustReachAll(principal, 'audit.read');
    return this.work.run(workOf(principal, 'read_audit'), async (tx) => {
      if (from > to || to > (await treeSize(tx))) throw new NoSuchSize();
      const proof = await consistencyProof(from, to, storedSubtrees(tx));
      return proof.map((hash) => hash.toString('base64'));
    });
  }
}
