import { Injectable } from '@nestjs/common';
import type { ChannelId, DeliveryId, GroupId, ImportId, OrganisationId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { MOST_ATTEMPTS } from './backoff.js';
import type { Waiting } from './choose-head.js';
import type { DeadLetter, Delivery, Origin, SetAside, TrafficBatch } from './delivery.js';
import { laneOf } from './lane-of.js';
import type { Lease } from './lanes.repository.js';

interface OriginRow {
  readonly channel_id: ChannelId | null;
  readonly import_id: ImportId | null;
}

export interface DeliveryRow extends OriginRow {
  readonly id: DeliveryId;
  readonly group_id: GroupId;
  readonly received_at: Date;
  readonly body_ciphertext: Uint8Array;
  readonly messages: number;
}

export interface WaitingRow extends Waiting {
  readonly id: DeliveryId;
  readonly position: string;
}

/** Rows looked at to find a batch; more than a batch holds even when every delivery carries one message. */
const PAGE = 600;

/** The rows of `delivery` and what may happen to them. Always names the organisation: the policy alone uses no index. */
@Injectable()
export class DeliveriesRepository {
  async insert(
    tx: Transaction,
    deliveries: readonly Delivery[],
    bodies: readonly Uint8Array[],
  ): Promise<void> {
    await tx.query(
      `WITH arrived AS (
         SELECT * FROM unnest($2::uuid[], $3::smallint[], $4::uuid[], $5::uuid[], $6::uuid[], $7::timestamptz[],
           $8::bytea[], $9::integer[]) WITH ORDINALITY
           AS a (id, lane, channel_id, import_id, group_id, received_at, body, messages, place)),
       lanes AS (
         INSERT INTO traffic_lane (organisation_id, lane) SELECT DISTINCT $1::uuid, lane FROM arrived
         ON CONFLICT DO NOTHING)
       INSERT INTO delivery (id, organisation_id, lane, channel_id, import_id, group_id, received_at,
         body_ciphertext, messages, due_at)
       SELECT id, $1::uuid, lane, channel_id, import_id, group_id, received_at, body, messages, received_at
       FROM arrived ORDER BY place
       ON CONFLICT (id) DO NOTHING`,
      [
        tx.context.organisationId,
        deliveries.map(({ id }) => id),
        deliveries.map(({ groupId }) => laneOf(groupId)),
        deliveries.map(({ origin }) => (origin.kind === 'channel' ? origin.channelId : null)),
        deliveries.map(({ origin }) => (origin.kind === 'import' ? origin.importId : null)),
        deliveries.map(({ groupId }) => groupId),
        deliveries.map(({ receivedAt }) => receivedAt),
        bodies,
        deliveries.map(({ messages }) => messages),
      ],
    );
  }

  /** In order, a page at a time: `after` is the last position seen. */
  page(tx: Transaction, lease: Lease, after: string): Promise<WaitingRow[]> {
    return tx.query<WaitingRow>(
      `SELECT id, position, group_id, messages, attempts, due_at <= app_now() AS due FROM delivery
       WHERE organisation_id = $1 AND lane = $2 AND state = 'waiting' AND position > $3
       ORDER BY position LIMIT ${PAGE}`,
      [lease.organisationId, lease.lane, after],
    );
  }

  isFull(page: readonly WaitingRow[]): boolean {
    return page.length === PAGE;
  }

  read(tx: Transaction, organisationId: OrganisationId, ids: readonly DeliveryId[]): Promise<DeliveryRow[]> {
    return tx.query<DeliveryRow>(
      `SELECT id, group_id, channel_id, import_id, received_at, body_ciphertext, messages FROM delivery
       WHERE organisation_id = $1 AND id = ANY($2::uuid[]) ORDER BY position`,
      [organisationId, ids],
    );
  }

  /** False when the lane is somebody else's by now. One statement: rows away, rows aside, lane free. */
  async finish(tx: Transaction, batch: TrafficBatch, setAside: readonly SetAside[]): Promise<boolean> {
    const lanes = await tx.query(
      `WITH aside AS (
         UPDATE delivery d SET state = 'dead', last_error = s.code
         FROM unnest($5::uuid[], $6::text[]) AS s (id, code)
         WHERE d.organisation_id = $1 AND d.id = s.id),
       gone AS (
         DELETE FROM delivery WHERE organisation_id = $1 AND id = ANY($4::uuid[]) AND NOT id = ANY($5::uuid[]))
       UPDATE traffic_lane SET leased_by = NULL, leased_until = app_now()
       WHERE organisation_id = $1 AND lane = $2 AND leased_by = $3 RETURNING lane`,
      [
        batch.organisationId,
        batch.lane,
        batch.token,
        batch.deliveries.map(({ id }) => id),
        setAside.map(({ deliveryId }) => deliveryId),
        setAside.map(({ code }) => code),
      ],
    );
    return lanes.length === 1;
  }

  /** One more attempt on the record; the last one makes a dead letter. */
  async countAttempt(
    tx: Transaction,
    ids: readonly DeliveryId[],
    failure: { readonly code: string; readonly seconds: number },
  ): Promise<readonly DeliveryId[]> {
    const rows = await tx.query<{ id: DeliveryId; state: string }>(
      `UPDATE delivery SET attempts = attempts + 1, last_error = $3,
         state = CASE WHEN attempts + 1 >= ${MOST_ATTEMPTS} THEN 'dead' ELSE 'waiting' END,
         due_at = app_now() + $4 * interval '1 second'
       WHERE organisation_id = $1 AND id = ANY($2::uuid[]) RETURNING id, state`,
      [tx.context.organisationId, ids, failure.code, failure.seconds],
    );
    return rows.filter(({ state }) => state === 'waiting').map(({ id }) => id);
  }

  async attempts(tx: Transaction, ids: readonly DeliveryId[]): Promise<number> {
    const [row] = await tx.query<{ attempts: number }>(
      'SELECT max(attempts)::integer AS attempts FROM delivery WHERE organisation_id = $1 AND id = ANY($2::uuid[])',
      [tx.context.organisationId, ids],
    );
    return row?.attempts ?? 0;
  }

  async dead(tx: Transaction, limit: number): Promise<readonly DeadLetter[]> {
    const rows = await tx.query<DeliveryRow & { attempts: number; last_error: string | null }>(
      `SELECT id, group_id, channel_id, import_id, received_at, messages, attempts, last_error FROM delivery
       WHERE organisation_id = $1 AND state = 'dead' ORDER BY received_at LIMIT $2`,
      [tx.context.organisationId, limit],
    );
    return rows.map((row) => ({
      id: row.id,
      groupId: row.group_id,
      origin: originOf(row),
      receivedAt: row.received_at,
      messages: row.messages,
      attempts: row.attempts,
      code: row.last_error ?? 'unknown',
    }));
  }

  async revive(tx: Transaction, ids: readonly DeliveryId[]): Promise<number> {
    const rows = await tx.query(
      `UPDATE delivery SET state = 'waiting', attempts = 0, due_at = app_now(), last_error = NULL
       WHERE organisation_id = $1 AND id = ANY($2::uuid[]) AND state = 'dead' RETURNING id`,
      [tx.context.organisationId, ids],
    );
    return rows.length;
  }
}

/** The table's own constraint says that it is one of the two. */
export function originOf(row: OriginRow): Origin {
  if (row.import_id !== null) return { kind: 'import', importId: row.import_id };
  if (row.channel_id !== null) return { kind: 'channel', channelId: row.channel_id };
  throw new TypeError('A delivery without an origin');
}
