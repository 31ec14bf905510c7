import { Injectable } from '@nestjs/common';
import { RecogniseArrivals, WelcomeAdmitted } from '../../intake/index.js';
import type { Recognised, Welcomed } from '../../intake/index.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Reception } from './reception.js';
import type { OnTheTable } from './reception.js';
import { SetTable } from './set-table.js';
import type { WalkBatch } from '../walk-batch.js';

/** Members, identities and material from the database, shared by all workers. */
@Injectable()
export class DatabaseReception extends Reception {
  constructor(
    private readonly arrivals: RecogniseArrivals,
    private readonly admitted: WelcomeAdmitted,
    private readonly table: SetTable,
  ) {
    super();
  }

  recognise(tx: Transaction, batch: WalkBatch): Promise<Recognised> {
    return this.arrivals.execute(tx, batch.organisationId, batch.arrivals);
  }

  async welcome(
    tx: Transaction,
    { organisationId }: WalkBatch,
    { recognised, ...admitted }: Welcomed & { readonly recognised: Recognised },
  ): Promise<OnTheTable> {
    const fresh = await this.admitted.execute(tx, organisationId, { recognised, admitted });
    return this.table.execute(tx, organisationId, fresh);
  }
}
