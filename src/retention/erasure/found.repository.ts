import { Injectable } from '@nestjs/common';
import type { MemberId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

export interface FoundRow {
  readonly memberId: MemberId;
  readonly since: Date;
  /** Groups in which something of theirs is kept. */
  readonly groups: readonly string[];
  readonly flags: number;
}

/** More with one pseudonym are not told apart on a page. */
const MOST = 20;

@Injectable()
export class FoundRepository {
  /** The member with this id, or the one whom the flag with this id is about. */
  byId(tx: Transaction, id: string): Promise<readonly FoundRow[]> {
    return find(tx, `m.id = $1 OR m.id IN (SELECT f.member_id FROM flag f WHERE f.id = $1)`, id);
  }

  /** Pseudonyms follow from ids alone, so they are worked out here, as `src/kernel/pseudonym.ts` does. */
  byPseudonym(tx: Transaction, bits: string): Promise<readonly FoundRow[]> {
    return find(tx, `substr(encode(sha256(convert_to(m.id::text, 'UTF8')), 'hex'), 4, 5) = $1`, bits);
  }
}

function find(tx: Transaction, where: string, value: string): Promise<FoundRow[]> {
  return tx.query<FoundRow>(
    `SELECT m.id AS "memberId", m.created_at AS since,
         (SELECT count(*)::int FROM flag f WHERE f.organisation_id = app_organisation() AND f.member_id = m.id) AS flags,
         coalesce((SELECT array_agg(DISTINCT g.name ORDER BY g.name) FROM chat_group g WHERE g.id IN (
             SELECT n.group_id FROM message n WHERE n.organisation_id = app_organisation() AND n.member_id = m.id
             UNION SELECT f.group_id FROM flag f WHERE f.organisation_id = app_organisation() AND f.member_id = m.id)),
           '{}') AS groups
       FROM member m WHERE m.organisation_id = app_organisation() AND (${where}) ORDER BY m.created_at LIMIT ${MOST}`,
    [value],
  );
}
