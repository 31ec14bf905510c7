import type { Material } from '../../detection/index.js';
import type { AdmittedMessage } from '../../kernel/message.js';
import type { GroupId, MessageId, ProgrammeId } from '../../kernel/ids.js';
import type { Signal } from '../../kernel/signal.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Recognised, Welcomed } from '../../intake/index.js';
import type { WalkBatch } from '../walk-batch.js';

/** What is on the table for the detectors: the messages nobody has seen before, and what may be consulted. */
export interface OnTheTable {
  readonly fresh: readonly AdmittedMessage[];
  readonly material: Material;
  /** The programme of each group in the batch. */
  readonly programmes: ReadonlyMap<GroupId, ProgrammeId>;
  /** What an earlier reading found, when detectors had more to go by than what is kept of a message. */
  readonly earlier?: ReadonlyMap<MessageId, readonly Signal[]>;
}

/** Where messages come in: the service's remembers in the database, the command line's for as long as it runs. */
export abstract class Reception {
  /** Gives every message an id and every sender a member; nothing is stored. */
  abstract recognise(tx: Transaction, batch: WalkBatch): Promise<Recognised>;

  /** Remembers who was let in; finds what was never walked before and what detectors may consult about it. */
  abstract welcome(
    tx: Transaction,
    batch: WalkBatch,
    admitted: Welcomed & { readonly recognised: Recognised },
  ): Promise<OnTheTable>;
}
