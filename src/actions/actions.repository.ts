import { Injectable } from '@nestjs/common';
import type { DecisionId, StaffId } from '../kernel/ids.js';
import type { Transaction } from '../kernel/transaction.js';
import type { ActionKind, StoredAction } from './action.js';

export interface PlannedAction {
  readonly decisionId: DecisionId;
  readonly kind: ActionKind;
  readonly channelKind: string;
}

/** Every statement on actions. What was done stays; what was not is withdrawn with its decision. */
@Injectable()
export class ActionsRepository {
  async plan(tx: Transaction, actions: readonly PlannedAction[]): Promise<void> {
    if (actions.length === 0) return;
    await tx.query(
      `INSERT INTO action (organisation_id, decision_id, kind, channel_kind, asked_at)
         SELECT app_organisation(), decision_id, kind, channel_kind, app_now()
           FROM unnest($1::uuid[], $2::text[], $3::text[]) AS a (decision_id, kind, channel_kind)`,
      [
        actions.map(({ decisionId }) => decisionId),
        actions.map(({ kind }) => kind),
        actions.map(({ channelKind }) => channelKind),
      ],
    );
  }

  async of(tx: Transaction, decisionIds: readonly DecisionId[]): Promise<readonly StoredAction[]> {
    return tx.query<StoredAction>(
      `SELECT decision_id AS "decisionId", kind, channel_kind AS "channelKind", asked_at AS "askedAt",
           done_by AS "doneBy", done_at AS "doneAt"
         FROM action WHERE organisation_id = app_organisation() AND decision_id = ANY($1::uuid[])
           AND withdrawn_at IS NULL ORDER BY asked_at, kind`,
      [decisionIds],
    );
  }

  /** False when there was nothing left to do. */
  async done(tx: Transaction, decisionId: DecisionId, by: StaffId): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE action SET done_by = $2, done_at = app_now() WHERE organisation_id = app_organisation()
         AND decision_id = $1 AND done_at IS NULL AND withdrawn_at IS NULL RETURNING kind`,
      [decisionId, by],
    );
    return rows.length > 0;
  }

  async withdraw(tx: Transaction, decisionIds: readonly DecisionId[]): Promise<void> {
    await tx.query(
      `UPDATE action SET withdrawn_at = app_now() WHERE organisation_id = app_organisation()
         AND decision_id = ANY($1::uuid[]) AND done_at IS NULL AND withdrawn_at IS NULL`,
      [decisionIds],
    );
  }
}
