import { Injectable } from '@nestjs/common';
import type { Id, MemberId, OrganisationId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Erasure, Receipt } from './erasure.js';
import type { Forgotten } from './journal.js';

const COLUMNS = `e.id, e.member_id AS "memberId", e.ground, e.asked_by AS "askedBy", e.asked_at AS "askedAt",
  e.done_at AS "doneAt", e.receipt, encode(e.receipt_hash, 'hex') AS "receiptHash"`;

/** Every statement on erasures. */
@Injectable()
export class ErasureRepository {
  async isMember(tx: Transaction, memberId: MemberId): Promise<boolean> {
    const rows = await tx.query('SELECT FROM member WHERE organisation_id = app_organisation() AND id = $1', [
      memberId,
    ]);
    return rows.length > 0;
  }

  /** The member's one erasure, made now where there was none; true with those that were made. */
  async intend(tx: Transaction, wanted: Omit<Forgotten, 'organisationId'>): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO erasure (id, organisation_id, member_id, ground, asked_by, asked_at)
         VALUES ($1, app_organisation(), $2, $3, app_actor(), $4)
         ON CONFLICT ON CONSTRAINT erasure_once DO NOTHING RETURNING id`,
      [wanted.erasureId, wanted.memberId, wanted.ground, wanted.askedAt],
    );
    return rows.length > 0;
  }

  async of(tx: Transaction, memberId: MemberId): Promise<Erasure | null> {
    const [row] = await tx.query<Erasure>(
      `SELECT ${COLUMNS} FROM erasure e WHERE e.organisation_id = app_organisation() AND e.member_id = $1`,
      [memberId],
    );
    return row ?? null;
  }

  /** Latest first. */
  async list(tx: Transaction, limit: number): Promise<readonly Erasure[]> {
    return tx.query<Erasure>(
      `SELECT ${COLUMNS} FROM erasure e WHERE e.organisation_id = app_organisation()
         ORDER BY e.asked_at DESC, e.id LIMIT $1`,
      [limit],
    );
  }

  async byId(tx: Transaction, id: Id<'erasure'>): Promise<Erasure | null> {
    const [row] = await tx.query<Erasure>(
      `SELECT ${COLUMNS} FROM erasure e WHERE e.organisation_id = app_organisation() AND e.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Adds rows by table to what was removed so far; whoever else works on the same erasure waits here. */
  async addRemoved(
    tx: Transaction,
    memberId: MemberId,
    rows: Readonly<Record<string, number>>,
  ): Promise<Readonly<Record<string, number>>> {
    const [row] = await tx.query<{ removed: Record<string, number> }>(
      `UPDATE erasure SET removed = removed || coalesce((SELECT jsonb_object_agg(key, value::int +
           coalesce((removed ->> key)::int, 0)) FROM jsonb_each_text($2::jsonb)), '{}')
         WHERE organisation_id = app_organisation() AND member_id = $1 RETURNING removed`,
      [memberId, JSON.stringify(rows)],
    );
    return row?.removed ?? {};
  }

  /** False when another process was first. */
  async finish(
    tx: Transaction,
    memberId: MemberId,
    done: { receipt: Receipt; hash: string },
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE erasure SET done_at = $2, receipt = $3, receipt_hash = decode($4, 'hex')
         WHERE organisation_id = app_organisation() AND member_id = $1 AND done_at IS NULL RETURNING id`,
      [memberId, done.receipt.doneAt, JSON.stringify(done.receipt), done.hash],
    );
    return rows.length > 0;
  }

  async settle(tx: Transaction, memberId: MemberId): Promise<void> {
    await tx.query(
      `UPDATE erasure SET settled_at = app_now() WHERE organisation_id = app_organisation() AND member_id = $1`,
      [memberId],
    );
  }

  /** Begun and left, or done long enough ago to look once more. Needs the purpose `retention_look`. */
  async unsettled(
    tx: Transaction,
    quiet: { seconds: number },
  ): Promise<readonly { readonly organisationId: OrganisationId; readonly memberId: MemberId }[]> {
    return tx.query(
      `SELECT organisation_id AS "organisationId", member_id AS "memberId" FROM erasure
         WHERE settled_at IS NULL AND coalesce(done_at, asked_at) <= app_now() - make_interval(secs => $1)
         ORDER BY asked_at LIMIT 20`,
      [quiet.seconds],
    );
  }
}
