import { Injectable } from '@nestjs/common';
import type { ProgrammeId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { TARGET_ROLES } from './policy.js';
import type { Policy, PolicyId, Step } from './policy.js';

export interface PolicyProgramme {
  readonly id: ProgrammeId;
  readonly name: string;
  readonly timezone: string;
}

/** Every statement on policies. */
@Injectable()
export class PolicyRepository {
  async published(tx: Transaction, programmeId: ProgrammeId): Promise<Policy | null> {
    return this.inState(tx, programmeId, 'published');
  }

  async draft(tx: Transaction, programmeId: ProgrammeId): Promise<Policy | null> {
    return this.inState(tx, programmeId, 'draft');
  }

  /** Newest first. */
  async versions(tx: Transaction, programmeId: ProgrammeId): Promise<readonly Policy[]> {
    return tx.query<Policy>(`${COLUMNS} AND programme_id = $1 ORDER BY version DESC`, [programmeId]);
  }

  /** The next version; false when another one of its state came first. */
  async insert(
    tx: Transaction,
    policy: Pick<Policy, 'id' | 'programmeId' | 'state' | 'steps'>,
  ): Promise<boolean> {
    const rows = await tx.query(INSERT, [
      policy.id,
      policy.programmeId,
      policy.state,
      JSON.stringify(policy.steps),
      by(tx),
    ]);
    return rows.length > 0;
  }

  async rewrite(tx: Transaction, id: PolicyId, steps: readonly Step[]): Promise<void> {
    await tx.query(
      `UPDATE escalation_policy SET steps = $2, changed_by = $3, changed_at = app_now()
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id, JSON.stringify(steps), by(tx)],
    );
  }

  /** The one in force makes way, the draft takes its place. */
  async publish(tx: Transaction, { id, programmeId }: Pick<Policy, 'id' | 'programmeId'>): Promise<void> {
    await tx.query(
      `UPDATE escalation_policy SET state = 'retired', retired_at = app_now()
         WHERE organisation_id = app_organisation() AND programme_id = $1 AND state = 'published'`,
      [programmeId],
    );
    await tx.query(
      `UPDATE escalation_policy SET state = 'published', published_at = app_now()
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id],
    );
  }

  async programme(tx: Transaction, id: ProgrammeId): Promise<PolicyProgramme | null> {
    const rows = await tx.query<PolicyProgramme>(
      'SELECT id, name, timezone FROM programme WHERE organisation_id = app_organisation() AND id = $1',
      [id],
    );
    return rows[0] ?? null;
  }

  /** Whom each step would tell this minute; the firing asks the same function. */
  async people(
    tx: Transaction,
    programmeId: ProgrammeId,
    steps: readonly Step[],
  ): Promise<readonly (readonly StaffId[])[]> {
    const rows = await tx.query<{ people: readonly StaffId[] }>(
      `SELECT ARRAY(SELECT escalation_people(o.step -> 'targets', $2, '{}')) AS people
         FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS o (step, n) ORDER BY o.n`,
      [JSON.stringify(steps), programmeId],
    );
    return rows.map(({ people }) => people);
  }

  /** Everybody who holds a role that can be told. */
  async tellable(tx: Transaction): Promise<readonly StaffId[]> {
    const rows = await tx.query<{ id: StaffId }>(
      `SELECT DISTINCT staff_id AS id FROM staff_role
         WHERE organisation_id = app_organisation() AND role = ANY ($1::text[])`,
      [TARGET_ROLES],
    );
    return rows.map(({ id }) => id);
  }

  private async inState(
    tx: Transaction,
    programmeId: ProgrammeId,
    state: Policy['state'],
  ): Promise<Policy | null> {
    const rows = await tx.query<Policy>(`${COLUMNS} AND programme_id = $1 AND state = $2`, [
      programmeId,
      state,
    ]);
    return rows[0] ?? null;
  }
}

function by({ context }: Transaction): string {
  return `${context.actor.kind}:${context.actor.id}`;
}

const COLUMNS = `
  SELECT id, programme_id AS "programmeId", version, state, steps, changed_at AS "changedAt",
      published_at AS "publishedAt"
    FROM escalation_policy WHERE organisation_id = app_organisation()`;

const INSERT = `
  INSERT INTO escalation_policy (id, organisation_id, programme_id, version, state, steps, changed_by, changed_at,
      published_at)
    SELECT $1, app_organisation(), $2, 1 + coalesce(max(version), 0), $3, $4, $5, app_now(),
        CASE WHEN $3 = 'published' THEN app_now() END
      FROM escalation_policy WHERE organisation_id = app_organisation() AND programme_id = $2
    ON CONFLICT DO NOTHING RETURNING id`;
