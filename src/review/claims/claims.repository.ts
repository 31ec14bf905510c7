import { Injectable } from '@nestjs/common';
import type { FlagId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Claim } from './claim.js';

/** Every statement on claims. One holder at a time is the table's primary key. */
@Injectable()
export class ClaimsRepository {
  /**
   * Takes or renews what is free, the person's own or lapsed, and answers which of the flags are theirs now. Sorted,
   * so that two people taking the same copies wait for each other instead of forever.
   */
  async take(
    tx: Transaction,
    flagIds: readonly FlagId[],
    hold: Omit<Claim, 'flagId'>,
  ): Promise<ReadonlySet<FlagId>> {
    const rows = await tx.query<{ id: FlagId }>(TAKE, [[...flagIds].sort(), hold.staffId, hold.until]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Prolongs the person's own live claim and nobody else's. */
  async renew(tx: Transaction, { flagId, staffId, until }: Claim): Promise<void> {
    await tx.query(
      `UPDATE flag_claim SET expires_at = $3 WHERE organisation_id = app_organisation() AND flag_id = $1
         AND staff_id = $2 AND expires_at > app_now()`,
      [flagId, staffId, until],
    );
  }

  /** Lapsed claims are none. */
  async live(tx: Transaction, flagIds: readonly FlagId[]): Promise<readonly Claim[]> {
    return tx.query<Claim>(
      `SELECT flag_id AS "flagId", staff_id AS "staffId", expires_at AS until FROM flag_claim
         WHERE organisation_id = app_organisation() AND flag_id = ANY($1::uuid[]) AND expires_at > app_now()`,
      [flagIds],
    );
  }

  async countOf(tx: Transaction, staffId: StaffId): Promise<number> {
    const [row] = await tx.query<{ held: number }>(
      `SELECT count(*)::integer AS held FROM flag_claim
         WHERE organisation_id = app_organisation() AND staff_id = $1 AND expires_at > app_now()`,
      [staffId],
    );
    return row?.held ?? 0;
  }

  /** True when the person held it. */
  async release(tx: Transaction, flagId: FlagId, staffId: StaffId): Promise<boolean> {
    const rows = await tx.query(
      `DELETE FROM flag_claim WHERE organisation_id = app_organisation() AND flag_id = $1 AND staff_id = $2
         RETURNING flag_id`,
      [flagId, staffId],
    );
    return rows.length > 0;
  }

  /** Settled flags are nobody's. */
  async clear(tx: Transaction, flagIds: readonly FlagId[]): Promise<void> {
    await tx.query(
      'DELETE FROM flag_claim WHERE organisation_id = app_organisation() AND flag_id = ANY($1::uuid[])',
      [flagIds],
    );
  }
}

const TAKE = `
  INSERT INTO flag_claim AS c (organisation_id, flag_id, staff_id, claimed_at, expires_at)
    SELECT app_organisation(), id, $2, app_now(), $3 FROM unnest($1::uuid[]) AS wanted (id)
    ON CONFLICT ON CONSTRAINT flag_claim_one_holder DO UPDATE SET
      claimed_at = CASE WHEN c.staff_id = excluded.staff_id THEN c.claimed_at ELSE excluded.claimed_at END,
      staff_id = excluded.staff_id, expires_at = excluded.expires_at
    WHERE c.expires_at <= app_now() OR c.staff_id = excluded.staff_id
    RETURNING flag_id AS id`;
