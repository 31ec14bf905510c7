import { Injectable } from '@nestjs/common';
import type { FlagId, GroupId, IncidentId, MemberId, ProgrammeId } from '../../kernel/ids.js';
import type { Level } from '../../kernel/level.js';
import type { Transaction } from '../../kernel/transaction.js';
import { INCIDENT_COLUMNS } from '../machine/incident.repository.js';
import type { Incident } from '../machine/incident.js';

export interface StoredMember {
  readonly flagId: FlagId;
  readonly groupId: GroupId;
  readonly groupName: string;
  readonly programmeId: ProgrammeId;
  readonly memberId: MemberId;
  readonly level: Level;
  readonly sentAt: Date;
  readonly joinedBy: string;
  readonly state: string;
}

export type Placed = Incident & { readonly programme: string; readonly timezone: string };

/** What the page of one incident is made of. */
@Injectable()
export class ViewRepository {
  async one(tx: Transaction, id: IncidentId): Promise<Placed | null> {
    const rows = await tx.query<Placed>(
      `SELECT ${INCIDENT_COLUMNS}, p.name AS programme, p.timezone FROM incident i
         JOIN programme p ON p.id = i.programme_id
         WHERE i.organisation_id = app_organisation() AND i.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Oldest first; of flags that were forgotten since, what the incident keeps of them. */
  async flags(tx: Transaction, id: IncidentId): Promise<readonly StoredMember[]> {
    return tx.query<StoredMember>(
      `SELECT f.flag_id AS "flagId", f.group_id AS "groupId", g.name AS "groupName", g.programme_id AS "programmeId",
           f.member_id AS "memberId", f.level, f.sent_at AS "sentAt", f.joined_by AS "joinedBy",
           coalesce(kept.state, 'forgotten') AS state
         FROM incident_flag f JOIN chat_group g ON g.id = f.group_id
           LEFT JOIN flag kept ON kept.id = f.flag_id AND kept.organisation_id = f.organisation_id
         WHERE f.organisation_id = app_organisation() AND f.incident_id = $1 ORDER BY f.sent_at, f.flag_id`,
      [id],
    );
  }

  async flagIds(tx: Transaction, id: IncidentId): Promise<readonly FlagId[]> {
    const rows = await tx.query<{ id: FlagId }>(
      'SELECT flag_id AS id FROM incident_flag WHERE incident_id = $1 ORDER BY flag_id',
      [id],
    );
    return rows.map(({ id: flagId }) => flagId);
  }

  async referenceOf(tx: Transaction, id: IncidentId): Promise<string | null> {
    const rows = await tx.query<{ reference: string }>(
      'SELECT reference FROM incident WHERE organisation_id = app_organisation() AND id = $1',
      [id],
    );
    return rows[0]?.reference ?? null;
  }
}
