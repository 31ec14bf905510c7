import { Injectable } from '@nestjs/common';
import type { ImportId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { ImportProgress } from './import.js';
import { ImportsRepository } from './imports.repository.js';

/** What one batch made of an import's messages. */
export type BatchProgress = Omit<ImportProgress, 'dead'>;

/** Moves imports on by what a batch made of them, in the batch's own transaction. */
@Injectable()
export class AdvanceImports {
  constructor(private readonly imports: ImportsRepository) {}

  async execute(tx: Transaction, progress: ReadonlyMap<ImportId, BatchProgress>): Promise<void> {
    await this.imports.advance(tx, progress);
  }
}
