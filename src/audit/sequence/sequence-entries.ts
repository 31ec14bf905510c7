import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { EntryVanished } from '../audit.errors.js';
import { SignCheckpoint } from '../checkpoint/sign-checkpoint.js';
import { envelopeOf } from '../record/entry.js';
import type { Entry } from '../record/entry.js';
import { holdTree, storeGrowth, takePending } from '../tree/tree.repository.js';
import type { Leaf, TreeNode } from '../tree/tree.repository.js';
import { leafHash } from '../verify/verify-export.js';
import type { Frontier } from '../verify/verify-export.js';

/** One signature and four statements for so many entries; few enough that a waiting reader does not notice. */
const BATCH = 1_024;

/** Subtrees of 256 leaves and its powers are stored, so that a proof reads two of these widths and no more. */
export const STORED_LEVELS: readonly number[] = [8, 16, 24];

const LOOK: WorkContext = {
  organisationId: null,
  actor: { kind: 'service', id: 'audit' },
  purpose: 'sequence',
};

/**
 * Gives entries their places in the tree and signs what it then looks like. Any number of workers may do so: whoever
 * holds an organisation's tree does it, the others pass on.
 */
@Injectable()
export class SequenceEntries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly signer: SignCheckpoint,
  ) {}

  /** One batch of every organisation that has one waiting; how many entries found their place. Throws at the end. */
  async step(): Promise<number> {
    const waiting = await this.work.run(LOOK, (tx) =>
      tx.query<{ organisation_id: OrganisationId }>('SELECT DISTINCT organisation_id FROM audit_pending'),
    );
    const batches = waiting.map(({ organisation_id: organisationId }) => this.batch(organisationId, 'pass'));
    const results = await Promise.allSettled(batches);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return results.reduce((sum, result) => sum + (result.status === 'fulfilled' ? result.value : 0), 0);
  }

  /** All that waits of one organisation, for those who need the log to be complete. */
  async complete(organisationId: OrganisationId): Promise<void> {
    while ((await this.batch(organisationId, 'wait')) > 0);
  }

  private batch(organisationId: OrganisationId, held: 'wait' | 'pass'): Promise<number> {
    return this.work.run({ ...LOOK, organisationId }, async (tx) => {
      const frontier = await holdTree(tx, held);
      if (!frontier) return 0;
      const entries = whole(await takePending(tx, BATCH));
      if (entries.length > 0) await this.grow(tx, frontier, { organisationId, entries });
      return entries.length;
    });
  }

  private async grow(
    tx: Transaction,
    frontier: Frontier,
    added: { readonly organisationId: OrganisationId; readonly entries: readonly Entry[] },
  ): Promise<void> {
    const nodes: TreeNode[] = [];
    const leaves = added.entries.map((entry): Leaf => {
      const [position, hash] = [frontier.size, leafHash(envelopeOf(entry))];
      frontier.add(hash, (level, at, node) => {
        if (STORED_LEVELS.includes(level)) nodes.push({ level, position: at, hash: node });
      });
      return { position, entryId: entry.id, at: entry.at, hash };
    });
    const note = this.signer.execute(added.organisationId, frontier.size, frontier.root());
    await storeGrowth(tx, { frontier, leaves, nodes, note });
  }
}

/** An entry that was removed before it had a place is tampering: nothing is signed over the gap. */
function whole(entries: readonly (Entry | null)[]): readonly Entry[] {
  return entries.map((entry) => {
    if (entry === null) throw new EntryVanished();
    return entry;
  });
}
