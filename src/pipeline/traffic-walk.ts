import { Injectable } from '@nestjs/common';
import { AdvanceImports, TrafficLog, openDeliveries } from '../intake/index.js';
import type { Arrival, BatchProgress, TrafficBatch } from '../intake/index.js';
import type { ImportId } from '../kernel/ids.js';
import type { Transaction } from '../kernel/transaction.js';
import type { Fate, WalkBatch, Walked } from './walk-batch.js';

/** Turns batches of the traffic log into walks, and the end of a walk into an acknowledgement. */
@Injectable()
export class TrafficWalk {
  constructor(
    private readonly log: TrafficLog,
    private readonly imports: AdvanceImports,
  ) {}

  open(batch: TrafficBatch): WalkBatch {
    const arrivals = openDeliveries(batch.deliveries);
    return {
      id: batch.token.slice(batch.token.lastIndexOf('/') + 1),
      organisationId: batch.organisationId,
      arrivals,
      acknowledge: async (tx: Transaction, { fates }: Walked) => {
        await this.imports.execute(tx, progressOf(arrivals.messages, fates));
        await this.log.done(tx, batch, arrivals.setAside);
      },
    };
  }
}

const NONE: BatchProgress = { walked: 0, duplicates: 0, refused: 0, flagged: 0 };

function progressOf(
  arrivals: readonly Arrival[],
  fates: readonly Fate[],
): ReadonlyMap<ImportId, BatchProgress> {
  const progress = new Map<ImportId, BatchProgress>();
  arrivals.forEach(({ importId }, place) => {
    const fate = fates[place];
    if (importId === null || !fate) return;
    const { walked, duplicates, refused, flagged } = progress.get(importId) ?? NONE;
    progress.set(importId, {
      walked: walked + 1,
      duplicates: duplicates + Number(fate === 'duplicate'),
      refused: refused + Number(fate === 'refused'),
      flagged: flagged + Number(fate === 'flagged'),
    });
  });
  return progress;
}
