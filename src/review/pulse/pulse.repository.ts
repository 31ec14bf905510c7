import { Injectable } from '@nestjs/common';
import type { GroupId, ProgrammeId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

/** How often something was raised, or settled and put back, in a group since it was opened. */
export interface GroupPulse extends Placed {
  readonly raised: number;
  readonly settled: number;
}

interface Placed {
  readonly groupId: GroupId;
  readonly programmeId: ProgrammeId;
}

/** How much happened in each group. Counted in the transaction that did it, so a count never runs ahead of the queue. */
@Injectable()
export class PulseRepository {
  raised(tx: Transaction, flags: readonly Placed[]): Promise<void> {
    return count(tx, 'raised', flags);
  }

  read(tx: Transaction): Promise<readonly GroupPulse[]> {
    return tx.query<GroupPulse>(
      `SELECT group_id AS "groupId", programme_id AS "programmeId", raised::double precision AS raised,
           settled::double precision AS settled
         FROM flag_pulse WHERE organisation_id = app_organisation()`,
    );
  }

  /** Decided, or put back. */
  settled(tx: Transaction, flags: readonly Placed[]): Promise<void> {
    return count(tx, 'settled', flags);
  }
}

/** Groups in one order, so that two transactions that touch the same ones wait for each other instead of forever. */
async function count(tx: Transaction, what: 'raised' | 'settled', flags: readonly Placed[]): Promise<void> {
  if (flags.length === 0) return;
  await tx.query(
    `INSERT INTO flag_pulse AS p (organisation_id, group_id, programme_id, ${what})
       SELECT app_organisation(), group_id, programme_id, count(*)
         FROM unnest($1::uuid[], $2::uuid[]) AS f (group_id, programme_id) GROUP BY 2, 3 ORDER BY 2
       ON CONFLICT ON CONSTRAINT flag_pulse_pkey DO UPDATE SET ${what} = p.${what} + excluded.${what}`,
    [flags.map(({ groupId }) => groupId), flags.map(({ programmeId }) => programmeId)],
  );
}
