import { Injectable } from '@nestjs/common';
import type { Harm } from '../../kernel/harm.js';
import type { DecisionId, GroupId, MemberId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

/** What reviewers made of a detector's word so far. */
export interface DetectorRecord {
  readonly detector: string;
  /** Of its last thousand decided flags. */
  readonly decided: number;
  /** Those on which the decision was not "nothing wrong". */
  readonly confirmed: number;
}

/** What was decided about one flag, with the words as they are sealed. */
export interface FeedbackRow {
  readonly decisionId: DecisionId;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly textCiphertext: Uint8Array | null;
  readonly language: string;
  readonly confirmed: boolean;
  /** The harms that were told of it. */
  readonly harms: readonly Harm[];
}

/** What decisions say about detectors: one row for each harm that each detector spoke of. No words. */
@Injectable()
export class FeedbackRepository {
  async learn(tx: Transaction, batchId: string): Promise<void> {
    await tx.query(LEARN, [batchId]);
  }

  /** Counted over the newest thousand rows of each, so that a page costs the same after years. */
  async records(tx: Transaction, detectors: readonly string[]): Promise<readonly DetectorRecord[]> {
    return tx.query<DetectorRecord>(RECORDS, [detectors]);
  }

  /** In one order for ever; `after` is the last decision of the part before. */
  async page(tx: Transaction, after: DecisionId | null, limit: number): Promise<readonly FeedbackRow[]> {
    return tx.query<FeedbackRow>(PAGE, [after, limit]);
  }

  /** A decision that was taken back teaches nothing. */
  async unlearn(tx: Transaction, decisionIds: readonly DecisionId[]): Promise<void> {
    await tx.query(
      'DELETE FROM feedback WHERE organisation_id = app_organisation() AND decision_id = ANY($1::uuid[])',
      [decisionIds],
    );
  }
}

const RECORDS = `
  SELECT asked.detector, count(DISTINCT recent.decision_id)::integer AS decided,
      count(DISTINCT recent.decision_id) FILTER (WHERE recent.confirmed)::integer AS confirmed
    FROM unnest($1::text[]) AS asked (detector) CROSS JOIN LATERAL (
      SELECT decision_id, confirmed FROM feedback f
        WHERE f.organisation_id = app_organisation() AND f.detector = asked.detector
        ORDER BY f.decided_at DESC LIMIT 1000) AS recent
    GROUP BY asked.detector`;

const PAGE = `
  SELECT b.decision_id AS "decisionId", b.group_id AS "groupId", b.member_id AS "memberId",
      f.text_ciphertext AS "textCiphertext", min(b.language) AS language, bool_or(b.confirmed) AS confirmed,
      array_agg(DISTINCT b.harm ORDER BY b.harm) AS harms
    FROM feedback b JOIN flag f ON f.organisation_id = b.organisation_id AND f.id = b.flag_id
    WHERE b.organisation_id = app_organisation() AND ($1::uuid IS NULL OR b.decision_id > $1)
    GROUP BY b.decision_id, b.group_id, b.member_id, f.text_ciphertext ORDER BY b.decision_id LIMIT $2`;

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
