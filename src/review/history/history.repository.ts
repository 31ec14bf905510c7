import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../kernel/transaction.js';
import type { Reach } from '../../platform/auth/index.js';
import type { StoredDecision } from '../decisions/decision.js';
import { COLUMNS } from '../decisions/decisions.repository.js';
import type { StoredFlag } from '../flags/stored-flag.js';

/** As many as fit beside a message; older ones change no mind. */
const MOST = 10;

/** What was decided before about the same people and the same words, wherever the reader reaches. */
@Injectable()
export class HistoryRepository {
  /** In force, newest first. */
  async ofMember(tx: Transaction, flag: StoredFlag, reach: Reach): Promise<readonly StoredDecision[]> {
    return tx.query<StoredDecision>(
      `SELECT ${COLUMNS} FROM decision d WHERE d.organisation_id = app_organisation() AND d.member_id = $5
         AND ${STANDS} ORDER BY d.decided_at DESC, d.id LIMIT ${MOST}`,
      [...reached(reach), flag.id, flag.memberId],
    );
  }

  /** By other members: near-same texts share most bits of their sketch. None for texts too short to have one. */
  async ofText(tx: Transaction, flag: StoredFlag, reach: Reach): Promise<readonly StoredDecision[]> {
    if (flag.sketch === null) return [];
    return tx.query<StoredDecision>(OF_TEXT, [...reached(reach), flag.id, flag.memberId, flag.sketch]);
  }
}

function reached(reach: Reach): readonly unknown[] {
  return reach.kind === 'organisation' ? [true, [], []] : [false, reach.programmeIds, reach.groupIds];
}

const STANDS = `d.flag_id <> $4 AND d.reversed_at IS NULL
  AND ($1::boolean OR d.programme_id = ANY($2::uuid[]) OR d.group_id = ANY($3::uuid[]))`;

/** Near means at most three bits apart, so one of four bands is equal; smallint is signed, the bits are the same. */
const BANDS = [0, 16, 32, 48]
  .map(
    (shift, index) => `(SELECT message_id, sketch FROM sighting WHERE organisation_id = app_organisation()
      AND band_${index + 1} = (((($6::bigint >> ${shift}) & 65535) # 32768) - 32768)::smallint
      ORDER BY seen_at DESC LIMIT 500)`,
  )
  .join(' UNION ');

const OF_TEXT = `
  WITH near AS (
    SELECT message_id FROM (${BANDS}) AS found WHERE bit_count((found.sketch # $6::bigint)::bit(64)) <= 3)
  SELECT ${COLUMNS} FROM near
    JOIN flag f ON f.organisation_id = app_organisation() AND f.message_id = near.message_id
    JOIN decision d ON d.organisation_id = app_organisation() AND d.flag_id = f.id
    WHERE d.member_id <> $5 AND ${STANDS} ORDER BY d.decided_at DESC, d.id LIMIT ${MOST}`;
