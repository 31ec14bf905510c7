import { Injectable } from '@nestjs/common';
import type { AppealId, DecisionId, FlagId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Reach } from '../../platform/auth/index.js';
import type { AppealOutcome, StoredAppeal } from './appeal.js';

/** Every statement on appeals. Whoever decided cannot take one: the table itself refuses. */
@Injectable()
export class AppealsRepository {
  /** False when there is one against this decision already. */
  async insert(
    tx: Transaction,
    appeal: {
      readonly id: AppealId;
      readonly decisionId: DecisionId;
      readonly by: StaffId;
      readonly words: Uint8Array;
    },
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO appeal (id, organisation_id, decision_id, recorded_by, recorded_at, words_ciphertext)
         VALUES ($1, app_organisation(), $2, $3, app_now(), $4)
         ON CONFLICT ON CONSTRAINT appeal_once DO NOTHING RETURNING id`,
      [appeal.id, appeal.decisionId, appeal.by, appeal.words],
    );
    return rows.length > 0;
  }

  async one(tx: Transaction, id: AppealId): Promise<StoredAppeal | null> {
    const rows = await tx.query<StoredAppeal>(
      `${SELECT} WHERE a.organisation_id = app_organisation() AND a.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  async ofFlag(tx: Transaction, flagId: FlagId): Promise<readonly StoredAppeal[]> {
    return tx.query<StoredAppeal>(
      `${SELECT} WHERE a.organisation_id = app_organisation() AND d.flag_id = $1 ORDER BY a.recorded_at`,
      [flagId],
    );
  }

  /** Unanswered, oldest first. */
  async waiting(tx: Transaction, reach: Reach): Promise<readonly StoredAppeal[]> {
    const places =
      reach.kind === 'organisation' ? [true, [], []] : [false, reach.programmeIds, reach.groupIds];
    return tx.query<StoredAppeal>(
      `${SELECT} WHERE a.organisation_id = app_organisation() AND a.outcome IS NULL
         AND ($1::boolean OR d.programme_id = ANY($2::uuid[]) OR d.group_id = ANY($3::uuid[]))
         ORDER BY a.recorded_at LIMIT 100`,
      places,
    );
  }

  /** False when somebody has it. */
  async take(tx: Transaction, id: AppealId, by: StaffId): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE appeal SET taken_by = $2, taken_at = coalesce(taken_at, app_now())
         WHERE organisation_id = app_organisation() AND id = $1 AND outcome IS NULL
           AND (taken_by IS NULL OR taken_by = $2) RETURNING id`,
      [id, by],
    );
    return rows.length > 0;
  }

  /** False unless it is the person's and unanswered. */
  async answer(
    tx: Transaction,
    id: AppealId,
    said: { readonly by: StaffId; readonly outcome: AppealOutcome; readonly answer: Uint8Array | null },
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE appeal SET outcome = $3, answer_ciphertext = $4, answered_at = app_now()
         WHERE organisation_id = app_organisation() AND id = $1 AND taken_by = $2 AND outcome IS NULL RETURNING id`,
      [id, said.by, said.outcome, said.answer],
    );
    return rows.length > 0;
  }
}

const SELECT = `
  SELECT a.id, a.decision_id AS "decisionId", d.flag_id AS "flagId", d.programme_id AS "programmeId",
      d.group_id AS "groupId", d.member_id AS "memberId", d.via, a.decided_by AS "decidedBy",
      a.recorded_by AS "recordedBy", a.recorded_at AS "recordedAt", a.words_ciphertext AS "wordsCiphertext",
      a.taken_by AS "takenBy", a.outcome, a.answer_ciphertext AS "answerCiphertext", a.answered_at AS "answeredAt"
    FROM appeal a JOIN decision d ON d.organisation_id = a.organisation_id AND d.id = a.decision_id`;
