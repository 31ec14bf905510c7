import { Injectable } from '@nestjs/common';
import type { FlagId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Reach } from '../../platform/auth/index.js';
import type { StoredFlag } from '../flags/stored-flag.js';

/** As many as one act settles: more would hold a transaction, and a person's attention, too long. */
export const MOST_COPIES = 200;

/** Open flags with the same text, wherever the reader reaches. */
@Injectable()
export class CopiesRepository {
  /** One more than can be settled at once, so that "and more" can be said. */
  async open(tx: Transaction, flag: StoredFlag, reach: Reach): Promise<readonly FlagId[]> {
    if (flag.sketch === null) return [];
    const everywhere = reach.kind === 'organisation';
    const rows = await tx.query<{ id: FlagId }>(
      `SELECT f.id FROM flag f WHERE f.organisation_id = app_organisation() AND f.state = 'open'
         AND f.sketch = $1::bigint AND f.id <> $2
         AND ($3::boolean OR f.programme_id = ANY($4::uuid[]) OR f.group_id = ANY($5::uuid[]))
       ORDER BY f.id LIMIT ${MOST_COPIES + 1}`,
      [
        flag.sketch,
        flag.id,
        everywhere,
        everywhere ? [] : reach.programmeIds,
        everywhere ? [] : reach.groupIds,
      ],
    );
    return rows.map(({ id }) => id);
  }
}
