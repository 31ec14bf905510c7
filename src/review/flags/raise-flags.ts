import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.js';
import type { FlagId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { FlagRepository } from './flag.repository.js';
import type { NewFlag } from './new-flag.js';

/** Puts messages into the review queue, in the transaction of the walk that found them. */
@Injectable()
export class RaiseFlags {
  constructor(private readonly flags: FlagRepository) {}

  /** One statement for any number. Answers their ids in the order given. */
  async execute(tx: Transaction, flags: readonly NewFlag[], at: Date): Promise<readonly FlagId[]> {
    const raised = flags.map((flag) => ({ id: newId<'flag'>(), ...flag }));
    if (raised.length > 0) await this.flags.insert(tx, raised, at);
    return raised.map(({ id }) => id);
  }
}
