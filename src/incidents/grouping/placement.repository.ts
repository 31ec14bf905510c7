import { Injectable } from '@nestjs/common';
import type { FlagId, GroupId, IncidentId, MemberId, MessageId, StaffId } from '../../kernel/ids.js';
import type { FlagForIncident } from '../../kernel/incident-desk.js';
import type { Transaction } from '../../kernel/transaction.js';
import { ENDED } from '../machine/transitions.js';
import type { LooseFlag, Matter, TiedFlag } from './group-flags.js';
import { NEAR_BITS } from './windows.js';

/** A flag with its place. */
export interface PlacedFlag {
  readonly flag: FlagForIncident;
  readonly sketch: bigint | null;
  readonly incidentId: IncidentId;
  readonly joinedBy: string;
}

interface TiedRow {
  readonly incidentId: IncidentId;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly sentAt: Date;
  readonly sketch: string | null;
}

/** Every statement on which flags stand in which incident. */
@Injectable()
export class PlacementRepository {
  /** One opens or joins incidents of a matter at a time, so that twins received at once become one incident. */
  async waitForTurn(tx: Transaction, { programmeId, harm }: Matter): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `incident:${programmeId}:${harm}`,
    ]);
  }

  /** What of these is in an incident already, and in which. */
  async standing(
    tx: Transaction,
    flags: readonly FlagId[],
  ): Promise<
    readonly { readonly flagId: FlagId; readonly incidentId: IncidentId; readonly live: boolean }[]
  > {
    return tx.query(
      `SELECT f.flag_id AS "flagId", f.incident_id AS "incidentId", i.state <> ALL ($2::text[]) AS live
         FROM incident_flag f JOIN incident i ON i.id = f.incident_id
         WHERE f.organisation_id = app_organisation() AND f.flag_id = ANY($1::uuid[]) ORDER BY i.opened_at`,
      [flags, ENDED],
    );
  }

  async sketches(tx: Transaction, messages: readonly MessageId[]): Promise<ReadonlyMap<MessageId, bigint>> {
    const rows = await tx.query<{ id: MessageId; sketch: string }>(
      `SELECT message_id AS id, sketch FROM sighting
         WHERE organisation_id = app_organisation() AND message_id = ANY($1::uuid[])`,
      [messages],
    );
    return new Map(rows.map(({ id, sketch }) => [id, BigInt(sketch)]));
  }

  /** Flags of live incidents of the matter that may be tied to any of these. */
  async tied(tx: Transaction, matter: Matter, flags: readonly LooseFlag[]): Promise<readonly TiedFlag[]> {
    const rows = await tx.query<TiedRow>(TIED, [
      matter.programmeId,
      matter.harm,
      ENDED,
      flags.map(({ groupId }) => groupId),
      flags.map(({ memberId }) => memberId),
      flags.flatMap(({ sketch }) => (sketch === null ? [] : [sketch.toString()])),
      NEAR_BITS,
    ]);
    return rows.map((row) => ({ ...row, sketch: row.sketch === null ? null : BigInt(row.sketch) }));
  }

  async insert(tx: Transaction, placed: readonly PlacedFlag[]): Promise<void> {
    await tx.query(INSERT, [
      placed.map(({ incidentId }) => incidentId),
      placed.map(({ flag }) => flag.flagId),
      placed.map(({ flag }) => flag.messageId),
      placed.map(({ flag }) => flag.groupId),
      placed.map(({ flag }) => flag.memberId),
      placed.map(({ flag }) => flag.level),
      placed.map(({ flag }) => flag.sentAt),
      placed.map(({ sketch }) => sketch?.toString() ?? null),
      placed.map(({ joinedBy }) => joinedBy),
    ]);
  }

  /** Staff who are known to write as one of these members. */
  async staffAmong(tx: Transaction, members: readonly MemberId[]): Promise<readonly StaffId[]> {
    const rows = await tx.query<{ id: StaffId }>(
      `SELECT DISTINCT staff_id AS id FROM staff_as_member
         WHERE organisation_id = app_organisation() AND member_id = ANY($1::uuid[])`,
      [members],
    );
    return rows.map(({ id }) => id);
  }
}

const TIED = `
  SELECT f.incident_id AS "incidentId", f.group_id AS "groupId", f.member_id AS "memberId", f.sent_at AS "sentAt",
      f.sketch
    FROM incident i JOIN incident_flag f ON f.incident_id = i.id
    WHERE i.organisation_id = app_organisation() AND i.programme_id = $1 AND i.harm = $2 AND i.state <> ALL ($3::text[])
      AND (f.group_id = ANY($4::uuid[]) OR f.member_id = ANY($5::uuid[])
        OR EXISTS (SELECT FROM unnest($6::bigint[]) AS asked (sketch)
          WHERE bit_count((asked.sketch # f.sketch)::bit(64)) <= $7))`;

const INSERT = `
  INSERT INTO incident_flag (organisation_id, incident_id, flag_id, message_id, group_id, member_id, level, sent_at,
      sketch, joined_by)
    SELECT app_organisation(), * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[],
      $7::timestamptz[], $8::bigint[], $9::text[])
    ON CONFLICT DO NOTHING`;
