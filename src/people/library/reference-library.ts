import { Injectable } from '@nestjs/common';
import type { Claim } from '../../kernel/claim.js';
import type { Identity } from '../../kernel/identity.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { LibraryTable } from './library.repository.js';
import { LibraryRepository } from './library.repository.js';

interface Remembered {
  readonly stamp: string;
  readonly rows: readonly unknown[];
}

/**
 * Register and claims for the walk. Each answers the same array object until something changes, so that detectors
 * build their indexes once; whether it changed is asked every time with one cheap statement.
 */
@Injectable()
export class ReferenceLibrary {
  private readonly remembered = new Map<string, Remembered>();

  constructor(private readonly library: LibraryRepository) {}

  identities(tx: Transaction): Promise<readonly Identity[]> {
    return this.fresh(tx, 'official_identity', () => this.library.identities(tx));
  }

  claims(tx: Transaction): Promise<readonly Claim[]> {
    return this.fresh(tx, 'claim', () => this.library.claims(tx));
  }

  private async fresh<Row>(
    tx: Transaction,
    table: LibraryTable,
    read: () => Promise<readonly Row[]>,
  ): Promise<readonly Row[]> {
    const key = `${tx.context.organisationId ?? ''} ${table}`;
    const stamp = await this.library.stamp(tx, table);
    const known = this.remembered.get(key);
    if (known?.stamp === stamp) return known.rows as readonly Row[];
    const rows = await read();
    this.remembered.set(key, { stamp, rows });
    return rows;
  }
}
