import { Injectable } from '@nestjs/common';
import type { DecisionId, FlagId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import type { DecisionKind, DecisionVia, StoredDecision } from './decision.js';

/** One act of deciding, about any number of flags. */
export interface NewDecisions {
  readonly batchId: string;
  readonly kind: DecisionKind;
  readonly by: StaffId;
  readonly at: Date;
  readonly incidentId: string | null;
  readonly rows: readonly {
    readonly id: DecisionId;
    readonly flag: StoredFlag;
    readonly via: DecisionVia;
    readonly noteCiphertext: Uint8Array | null;
  }[];
}

/** Every statement on decisions and on the state of the flags they settle. */
@Injectable()
export class DecisionsRepository {
  /** Settles those that nobody decided yet, the service's own closing among them, and answers which they were. */
  async settle(tx: Transaction, flagIds: readonly FlagId[]): Promise<ReadonlySet<FlagId>> {
    const rows = await tx.query<{ id: FlagId }>(
      `UPDATE flag SET state = 'decided'
         WHERE organisation_id = app_organisation() AND id = ANY($1::uuid[]) AND state <> 'decided' RETURNING id`,
      [flagIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Back into the queue; one that is overdue goes up the chain again. */
  async reopen(tx: Transaction, flagIds: readonly FlagId[]): Promise<void> {
    await tx.query(
      `UPDATE flag SET state = 'open', escalated_at = NULL
         WHERE organisation_id = app_organisation() AND id = ANY($1::uuid[])`,
      [flagIds],
    );
  }

  async insert(tx: Transaction, made: NewDecisions): Promise<void> {
    const { rows } = made;
    await tx.query(INSERT, [
      made.batchId,
      made.kind,
      made.by,
      made.at,
      made.incidentId,
      rows.map(({ id }) => id),
      rows.map(({ via }) => via),
      rows.map(({ noteCiphertext }) => noteCiphertext),
      rows.map(({ flag }) => flag.id),
      rows.map(({ flag }) => flag.programmeId),
      rows.map(({ flag }) => flag.groupId),
      rows.map(({ flag }) => flag.memberId),
      rows.map(({ flag }) => flag.sketch),
    ]);
  }

  /** The one in force, or null. */
  async inForce(tx: Transaction, flagId: FlagId): Promise<StoredDecision | null> {
    const rows = await tx.query<StoredDecision>(
      `SELECT ${COLUMNS} FROM decision d
         WHERE d.organisation_id = app_organisation() AND d.flag_id = $1 AND d.reversed_at IS NULL`,
      [flagId],
    );
    return rows[0] ?? null;
  }

  /** Oldest first, reversed ones too. */
  async ofFlag(tx: Transaction, flagId: FlagId): Promise<readonly StoredDecision[]> {
    return tx.query<StoredDecision>(
      `SELECT ${COLUMNS} FROM decision d WHERE d.organisation_id = app_organisation() AND d.flag_id = $1
         ORDER BY d.decided_at, d.reversed_at NULLS LAST, d.id`,
      [flagId],
    );
  }

  /** Locked, so that nobody reverses it at the same time. */
  async lock(tx: Transaction, id: DecisionId): Promise<StoredDecision | null> {
    const rows = await tx.query<StoredDecision>(
      `SELECT ${COLUMNS} FROM decision d WHERE d.organisation_id = app_organisation() AND d.id = $1 FOR UPDATE`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** The decisions of one act that are still in force. */
  async ofBatch(tx: Transaction, batchId: string): Promise<readonly StoredDecision[]> {
    return tx.query<StoredDecision>(
      `SELECT ${COLUMNS} FROM decision d
         WHERE d.organisation_id = app_organisation() AND d.batch_id = $1 AND d.reversed_at IS NULL ORDER BY d.id`,
      [batchId],
    );
  }

  async reverse(
    tx: Transaction,
    ids: readonly DecisionId[],
    how: { readonly reversal: 'undone' | 'overturned'; readonly by: StaffId; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      `UPDATE decision SET reversal = $2, reversed_by = $3, reversed_at = $4
         WHERE organisation_id = app_organisation() AND id = ANY($1::uuid[]) AND reversed_at IS NULL`,
      [ids, how.reversal, how.by, how.at],
    );
  }
}

export const COLUMNS = `
  d.id, d.flag_id AS "flagId", d.programme_id AS "programmeId", d.group_id AS "groupId", d.member_id AS "memberId", d.kind, d.via, d.batch_id AS "batchId", d.decided_by AS "decidedBy",
  d.decided_at AS "decidedAt", d.incident_id AS "incidentId", d.note_ciphertext AS "noteCiphertext", d.reversal,
  d.reversed_by AS "reversedBy", d.reversed_at AS "reversedAt"`;

const INSERT = `
  INSERT INTO decision (id, organisation_id, batch_id, kind, decided_by, decided_at, incident_id, via, note_ciphertext,
      flag_id, programme_id, group_id, member_id, sketch)
    SELECT id, app_organisation(), $1, $2, $3, $4, $5, via, note, flag_id, programme_id, group_id, member_id, sketch
      FROM unnest($6::uuid[], $7::text[], $8::bytea[], $9::uuid[], $10::uuid[], $11::uuid[], $12::uuid[], $13::bigint[])
        AS made (id, via, note, flag_id, programme_id, group_id, member_id, sketch)`;
