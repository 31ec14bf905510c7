import type { Arrivals } from '../intake/index.js';
import type { MessageId, OrganisationId } from '../kernel/ids.js';
import type { Transaction, WorkContext } from '../kernel/transaction.js';

/** What became of one arrival. */
export type Fate = 'flagged' | 'walked' | 'duplicate' | 'refused';

/** What a walk made of a batch: one fate per arrival, in order. */
export interface Walked {
  readonly fates: readonly Fate[];
}

/** Messages of one organisation on their way through the house. */
export interface WalkBatch {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly arrivals: Arrivals;
  /** In the transaction of the effects: whoever handed the batch over learns that it is done with. */
  acknowledge(tx: Transaction, walked: Walked): Promise<void>;
}

/** What is known about ids at the end of a walk. */
export interface Outcome {
  readonly admitted: ReadonlySet<MessageId>;
  readonly fresh: ReadonlySet<MessageId>;
  /** Fresh ones that were let through again when they were stored. */
  readonly kept: ReadonlySet<MessageId>;
  readonly flagged: ReadonlySet<MessageId>;
}

/** Every arrival gets exactly one fate; of the same message twice in one batch, the second is a duplicate. */
export function fatesOf(ids: readonly MessageId[], outcome: Outcome): readonly Fate[] {
  const seen = new Set<MessageId>();
  return ids.map((id) => {
    const again = seen.has(id);
    seen.add(id);
    return fateOf(id, again, outcome);
  });
}

function fateOf(id: MessageId, again: boolean, { admitted, fresh, kept, flagged }: Outcome): Fate {
  if (!admitted.has(id)) return 'refused';
  if (again || !fresh.has(id)) return 'duplicate';
  if (!kept.has(id)) return 'refused';
  return flagged.has(id) ? 'flagged' : 'walked';
}

/** As whom a batch is walked. */
export function walkContext({ organisationId }: WalkBatch): WorkContext {
  return { organisationId, actor: { kind: 'service', id: 'pipeline' }, purpose: 'process_messages' };
}
