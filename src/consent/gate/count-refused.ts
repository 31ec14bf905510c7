import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../kernel/transaction.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import type { RefusedCount } from './gate.js';

/** Adds to the counters per group, day (UTC) and reason: all that is left of a refused message. */
@Injectable()
export class CountRefused {
  constructor(private readonly ledger: LedgerRepository) {}

  /** Call in the transaction that drops the messages. */
  async execute(tx: Transaction, refused: readonly RefusedCount[], at: Date): Promise<void> {
    if (refused.length > 0) await this.ledger.countRefused(tx, refused, at);
  }
}
