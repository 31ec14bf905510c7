import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Reach } from '../../platform/auth/index.js';
import { ENDED } from '../machine/transitions.js';
import type { IncidentLine } from './incident-view.js';

/** Whose list, and where their roles hold. */
export interface Reader {
  readonly staffId: StaffId;
  readonly reading: Reach;
  readonly confidential: Reach;
  readonly working: Reach;
}

export interface IncidentFilter {
  readonly which: 'live' | 'ended';
}

/** The list of incidents as one reader may know it. */
@Injectable()
export class ListRepository {
  async page(
    tx: Transaction,
    reader: Reader,
    { which, skip, limit }: IncidentFilter & { readonly skip: number; readonly limit: number },
  ): Promise<readonly IncidentLine[]> {
    const order = which === 'live' ? LIVE_ORDER : '"changedAt" DESC, id';
    return tx.query<IncidentLine>(`SELECT * FROM (${LINES}) AS line ORDER BY ${order} OFFSET $10 LIMIT $11`, [
      ...valuesOf(reader, which),
      skip,
      limit,
    ]);
  }

  /** How many live incidents wait for the reader; what the navigation says. */
  async waiting(tx: Transaction, reader: Reader): Promise<number> {
    const rows = await tx.query<{ waiting: number }>(
      `SELECT count(*)::integer AS waiting FROM (${LINES}) AS line WHERE need <> 'others'`,
      valuesOf(reader, 'live'),
    );
    return rows[0]?.waiting ?? 0;
  }
}

const LIVE_ORDER = `array_position(ARRAY['accept', 'second', 'answer', 'late', 'yours', 'others'], need), severity,
  "openedAt", id`;

function valuesOf({ staffId, reading, confidential, working }: Reader, which: string): readonly unknown[] {
  const all = (reach: Reach) => reach.kind === 'organisation';
  const programmes = (reach: Reach) => (reach.kind === 'places' ? reach.programmeIds : []);
  const groups = reading.kind === 'places' ? reading.groupIds : [];
  return [
    staffId,
    which === 'live',
    ...[all(reading), programmes(reading), groups],
    ...[all(confidential), programmes(confidential)],
    ...[all(working), programmes(working)],
  ];
}

/** Recused people are left out by the database as well; who reaches only groups counts only what stands in them. */
const LINES = `
  SELECT i.id, i.reference, i.harm, i.state, i.severity, i.visibility, i.opened_at AS "openedAt",
      i.changed_at AS "changedAt", i.lease_until AS "leaseUntil", i.programme_id AS "programmeId", p.name AS programme,
      p.timezone, command.staff_id AS commander, joined.flags, joined.groups, joined.last AS "lastJoinedAt",
      late.steps AS "lateSteps",
      CASE WHEN NOT seen.whole OR NOT ($8 OR i.programme_id = ANY($9::uuid[])) OR NOT $2 THEN 'others'
        WHEN i.offered_to = $1 THEN 'accept'
        WHEN i.asked_act IS NOT NULL AND i.asked_by <> $1 THEN 'second'
        WHEN i.state = 'new' THEN 'answer'
        WHEN command.staff_id = $1 AND late.steps > 0 THEN 'late'
        WHEN command.staff_id = $1 OR (i.state = 'triage' AND i.triaged_by = $1) THEN 'yours'
        ELSE 'others' END AS need
    FROM incident i
      JOIN programme p ON p.id = i.programme_id
      LEFT JOIN incident_command command ON command.incident_id = i.id AND command.until_at IS NULL
      CROSS JOIN LATERAL (SELECT ($3 OR i.programme_id = ANY($4::uuid[]))
        AND (i.visibility = 'open' OR $6 OR i.programme_id = ANY($7::uuid[]) OR $1 = ANY (i.informed)
          OR $1 IN (i.offered_to, i.triaged_by, command.staff_id)) IS TRUE AS whole) AS seen
      CROSS JOIN LATERAL (SELECT count(*)::integer AS flags, count(DISTINCT f.group_id)::integer AS groups,
          max(f.joined_at) AS last
        FROM incident_flag f WHERE f.incident_id = i.id AND (seen.whole OR f.group_id = ANY($5::uuid[]))) AS joined
      CROSS JOIN LATERAL (SELECT count(*)::integer AS steps FROM incident_step s
        WHERE seen.whole AND s.incident_id = i.id AND s.state = 'open' AND s.due_at < app_now()) AS late
    WHERE i.organisation_id = app_organisation() AND NOT $1 = ANY (i.recused)
      AND (i.state <> ALL ('{${ENDED.join(',')}}'::text[])) = $2
      AND (seen.whole OR (i.visibility = 'open' AND joined.flags > 0))`;
