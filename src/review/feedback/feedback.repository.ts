import { Injectable } from '@nestjs/common';
import type { DecisionId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

/** What decisions say about detectors: one row for each harm that each detector spoke of. No words. */
@Injectable()
export class FeedbackRepository {
  async learn(tx: Transaction, batchId: string): Promise<void> {
    await tx.query(LEARN, [batchId]);
  }

  /** A decision that was taken back teaches nothing. */
  async unlearn(tx: Transaction, decisionIds: readonly DecisionId[]): Promise<void> {
    await tx.query(
      'DELETE FROM feedback WHERE organisation_id = app_organisation() AND decision_id = ANY($1::uuid[])',
      [decisionIds],
    );
  }
}

const LEARN = `
  INSERT INTO feedback (organisation_id, decision_id, flag_id, group_id, member_id, detector, version, harm,
      probability, language, confirmed, decided_at)
    SELECT app_organisation(), d.id, d.flag_id, d.group_id, d.member_id, s.signal ->> 'detector',
        min(s.signal ->> 'version'), h.harm ->> 'harm', max((s.signal ->> 'probability')::real), f.spoken,
        d.kind <> 'nothing_wrong', d.decided_at
      FROM decision d JOIN flag f ON f.organisation_id = d.organisation_id AND f.id = d.flag_id
        CROSS JOIN jsonb_array_elements(f.harms) AS h (harm)
        CROSS JOIN jsonb_array_elements(h.harm -> 'signals') AS s (signal)
      WHERE d.organisation_id = app_organisation() AND d.batch_id = $1
      GROUP BY d.id, d.flag_id, d.group_id, d.member_id, s.signal ->> 'detector', h.harm ->> 'harm', f.spoken, d.kind,
        d.decided_at`;
