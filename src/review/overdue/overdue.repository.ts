import { Injectable } from '@nestjs/common';
import type { Assessment } from '../../kernel/assessment.js';
import type { Harm } from '../../kernel/harm.js';
import type { FlagId, OrganisationId, ProgrammeId, StaffId } from '../../kernel/ids.js';
import type { Level } from '../../kernel/level.js';
import type { Transaction } from '../../kernel/transaction.js';

export interface OverdueFlag {
  readonly id: FlagId;
  readonly programmeId: ProgrammeId;
  readonly outcome: Assessment['outcome'];
  readonly level: Level;
  readonly harm: Harm | null;
  /** They must not hear of it: they wrote it, or are named in its incident. */
  readonly recused: readonly StaffId[];
}

/** Every statement on flags that waited too long. */
@Injectable()
export class OverdueRepository {
  /** Needs the purpose `overdue_look`: whose flags are overdue is not known before. Earliest due first. */
  async organisations(tx: Transaction): Promise<readonly OrganisationId[]> {
    const rows = await tx.query<{ id: OrganisationId }>(ORGANISATIONS);
    return rows.map(({ id }) => id);
  }

  /** Marks what is overdue and answers it, each flag to one caller only, however many ask at once. */
  async mark(tx: Transaction, limit: number): Promise<readonly OverdueFlag[]> {
    return tx.query<OverdueFlag>(MARK, [limit]);
  }

  /** Escalated flags whose holder let the claim lapse; they are nobody's again. */
  async lapsed(tx: Transaction): Promise<readonly FlagId[]> {
    const rows = await tx.query<{ id: FlagId }>(LAPSED);
    return rows.map(({ id }) => id);
  }
}

/** A few hundred of the earliest tell whose turn it is; whoever is not among them comes when these are marked. */
const ORGANISATIONS = `
  SELECT DISTINCT organisation_id AS id FROM (
    (SELECT organisation_id FROM flag WHERE state = 'open' AND escalated_at IS NULL AND due_at <= app_now()
       ORDER BY due_at LIMIT 500)
    UNION ALL
    (SELECT organisation_id FROM flag_claim WHERE expires_at <= app_now() LIMIT 500)) AS due`;

const MARK = `
  UPDATE flag f SET escalated_at = app_now()
    FROM (SELECT created_at, id FROM flag
      WHERE organisation_id = app_organisation() AND state = 'open' AND escalated_at IS NULL AND due_at <= app_now()
      ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS due
    WHERE f.organisation_id = app_organisation() AND f.created_at = due.created_at AND f.id = due.id
    RETURNING f.id, f.programme_id AS "programmeId", f.outcome, f.level, f.harm,
      coalesce(f.recused, '{}') AS recused`;

const LAPSED = `
  WITH gone AS (
    DELETE FROM flag_claim WHERE organisation_id = app_organisation() AND expires_at <= app_now() RETURNING flag_id)
  SELECT f.id FROM gone JOIN flag f ON f.organisation_id = app_organisation() AND f.id = gone.flag_id
    WHERE f.state = 'open' AND f.escalated_at IS NOT NULL`;
