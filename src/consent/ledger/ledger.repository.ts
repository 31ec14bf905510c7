import { Injectable } from '@nestjs/common';
import type { GroupId, MemberId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { RefusalReason, RefusedCount } from '../gate/gate.js';
import type { BasisRow, LedgerExtract, ObjectionRow } from '../gate/rule.js';
import type { BasisEvent, NewBasis, ObjectionEvent } from './ledger-event.js';
import { asEvent } from './ledger-row.js';
import type { BasisEventRow } from './ledger-row.js';
import { receiptHash } from './receipt.js';

export interface LedgerQuestion {
  readonly groupIds: readonly GroupId[];
  readonly memberIds: readonly MemberId[];
  /** Only events up to this moment; null: the ledger as it stands, whatever any clock says. */
  readonly until: Date | null;
}

/** Every statement on the ledger's tables. Events are added and read; nothing changes them. */
@Injectable()
export class LedgerRepository {
  /**
   * Keeps withdrawals and opt-outs of the organisation waiting until this transaction ends. Its own statement: the
   * read after it must begin when the lock is already held, or it would see the ledger from before the wait.
   */
  async holdStill(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock_shared(${LEDGER_LOCK})`);
  }

  /** Waits for the transactions that rely on the ledger as it is; later ones will see what is written now. */
  async holdAlone(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(${LEDGER_LOCK})`);
  }

  async extract(tx: Transaction, { groupIds, memberIds, until }: LedgerQuestion): Promise<LedgerExtract> {
    const bases = await tx.query<Positioned<BasisRow>>(NEWEST_BASES, [groupIds, until]);
    const objections = await tx.query<Positioned<ObjectionRow>>(NEWEST_OBJECTIONS, [
      memberIds,
      groupIds,
      until,
    ]);
    return { bases: bases.map(numbered), objections: objections.map(numbered) };
  }

  /** Oldest first within each group. */
  async eventsOf(tx: Transaction, groupIds: readonly GroupId[]): Promise<readonly BasisEvent[]> {
    const rows = await tx.query<BasisEventRow>(
      `SELECT * FROM basis_event WHERE organisation_id = app_organisation() AND group_id = ANY($1::uuid[])
         ORDER BY group_id, position`,
      [groupIds],
    );
    return rows.map(asEvent);
  }

  async appendBasis(tx: Transaction, event: BasisEvent): Promise<void> {
    const terms = event.event === 'recorded' ? event.terms : NO_TERMS;
    await tx.query(INSERT_BASIS, [
      event.id,
      event.organisationId,
      event.groupId,
      event.at,
      event.event,
      terms.basis,
      terms.purposes,
      terms.decidedBy,
      terms.decidedAt,
      terms.noticeVersion,
      terms.noticeText,
      terms.noticeLanguages,
      terms.method,
      terms.expressedBy,
      terms.validUntil,
      terms.specialCategoryCondition,
      terms.balancingTestId,
      terms.powerImbalance,
      receiptHash(event),
      event.recordedBy,
    ]);
  }

  async appendObjection(tx: Transaction, event: ObjectionEvent): Promise<void> {
    await tx.query(INSERT_OBJECTION, [
      event.id,
      event.organisationId,
      event.groupId,
      event.memberId,
      event.at,
      event.event,
      event.method,
      event.expressedBy,
      receiptHash(event),
      event.recordedBy,
    ]);
  }

  async memberExists(tx: Transaction, memberId: MemberId): Promise<boolean> {
    const rows = await tx.query(
      'SELECT 1 FROM member WHERE organisation_id = app_organisation() AND id = $1',
      [memberId],
    );
    return rows.length > 0;
  }

  async countRefused(tx: Transaction, refused: readonly RefusedCount[], at: Date): Promise<void> {
    await tx.query(COUNT_REFUSED, [
      refused.map(({ groupId }) => groupId),
      refused.map(({ reason }) => reason),
      refused.map(({ count }) => count),
      at,
    ]);
  }

  async refusedSince(tx: Transaction, groupId: GroupId, since: Date): Promise<readonly RefusedCount[]> {
    return tx.query<{ groupId: GroupId; reason: RefusalReason; count: number }>(REFUSED_SINCE, [
      groupId,
      since,
    ]);
  }
}

type Positioned<Row> = Omit<Row, 'position'> & { readonly position: string };

/** The driver gives bigint as text; two to the fifty-third events are out of reach. */
function numbered<Row extends { readonly position: string }>(
  row: Row,
): Omit<Row, 'position'> & { position: number } {
  return { ...row, position: Number(row.position) };
}

/** What a withdrawal leaves in the columns of the terms. */
const NO_TERMS: { readonly [Term in keyof NewBasis]: NewBasis[Term] | null } = {
  basis: null,
  purposes: [],
  decidedBy: null,
  decidedAt: null,
  noticeVersion: null,
  noticeText: null,
  noticeLanguages: [],
  method: null,
  expressedBy: null,
  validUntil: null,
  specialCategoryCondition: null,
  balancingTestId: null,
  powerImbalance: false,
};

/** One lock per organisation, in a number space that only the ledger uses. */
const LEDGER_LOCK = `hashtextextended('consent_ledger:' || app_organisation()::text, 0)`;

const NEWEST_BASES = `
  SELECT DISTINCT ON (group_id) id, group_id AS "groupId", position, event, purposes, valid_until AS "validUntil"
    FROM basis_event
    WHERE organisation_id = app_organisation() AND group_id = ANY($1::uuid[])
      AND ($2::timestamptz IS NULL OR at <= $2)
    ORDER BY group_id, position DESC`;

const NEWEST_OBJECTIONS = `
  SELECT DISTINCT ON (member_id, group_id) id, group_id AS "groupId", member_id AS "memberId", position, event
    FROM objection_event
    WHERE organisation_id = app_organisation() AND member_id = ANY($1::uuid[])
      AND (group_id IS NULL OR group_id = ANY($2::uuid[])) AND ($3::timestamptz IS NULL OR at <= $3)
    ORDER BY member_id, group_id, position DESC`;

const INSERT_BASIS = `
  INSERT INTO basis_event (id, organisation_id, group_id, at, event, basis, purposes, decided_by, decided_at,
      notice_version, notice_text, notice_languages, method, expressed_by, valid_until,
      special_category_condition, balancing_test_id, power_imbalance, receipt_hash, recorded_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`;

const INSERT_OBJECTION = `
  INSERT INTO objection_event (id, organisation_id, group_id, member_id, at, event, method, expressed_by,
      receipt_hash, recorded_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

const COUNT_REFUSED = `
  INSERT INTO refusal_count AS counted (organisation_id, group_id, day, reason, messages)
    SELECT app_organisation(), group_id, ($4::timestamptz AT TIME ZONE 'UTC')::date, reason, messages
      FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS fresh (group_id, reason, messages)
    ON CONFLICT ON CONSTRAINT refusal_count_pkey DO UPDATE SET messages = counted.messages + excluded.messages`;

const REFUSED_SINCE = `
  SELECT group_id AS "groupId", reason, sum(messages)::integer AS count
    FROM refusal_count
    WHERE organisation_id = app_organisation() AND group_id = $1 AND day >= ($2::timestamptz AT TIME ZONE 'UTC')::date
    GROUP BY group_id, reason ORDER BY count DESC, reason`;
