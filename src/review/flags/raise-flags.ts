import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.js';
import type { FlagId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { FlagRepository } from './flag.repository.js';
import type { NewFlag } from './new-flag.js';
import { PulseRepository } from '../pulse/pulse.repository.js';

/** Puts messages into the review queue, in the transaction of the walk that found them. */
@Injectable()
export class RaiseFlags {
  constructor(
    private readonly flags: FlagRepository,
    private readonly pulse: PulseRepository,
  ) {}

  /** One statement for any number. Answers their ids in the order given. */
  async execute(tx: Transaction, flags: readonly NewFlag[], at: Date): Promise<readonly FlagId[]> {
    const raised = flags.map((flag) => ({ id: newId<'flag'>(), ...flag }));
    await this.flags.insert(tx, raised, at);
    await this.pulse.raised(
      tx,
      flags.map(({ message: { groupId }, programmeId }) => ({ groupId, programmeId })),
    );
    return raised.map(({ id }) => id);
  }
}
