import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { StaffRole } from '../roles/may-give.js';

/** Every statement on how a login stands: open or closed, its password, who is left to run the organisation. */
@Injectable()
export class StandingRepository {
  /** Known to the whole installation only as yes or no. */
  async hasLogin(tx: Transaction, emailIndex: Uint8Array): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM staff WHERE email_index = $1', [emailIndex]);
    return rows.length > 0;
  }

  async passwordHash(tx: Transaction, id: StaffId): Promise<string | null> {
    const rows = await tx.query<{ hash: string }>(
      'SELECT password_hash AS hash FROM staff WHERE organisation_id = app_organisation() AND id = $1',
      [id],
    );
    return rows[0]?.hash ?? null;
  }

  async setPassword(tx: Transaction, id: StaffId, passwordHash: string): Promise<void> {
    await tx.query(
      'UPDATE staff SET password_hash = $2 WHERE organisation_id = app_organisation() AND id = $1',
      [id, passwordHash],
    );
  }

  async setLanguage(tx: Transaction, id: StaffId, language: string): Promise<void> {
    await tx.query('UPDATE staff SET language = $2 WHERE organisation_id = app_organisation() AND id = $1', [
      id,
      language,
    ]);
  }

  async setDisabled(tx: Transaction, id: StaffId, at: Date | null): Promise<void> {
    await tx.query(
      'UPDATE staff SET disabled_at = $2 WHERE organisation_id = app_organisation() AND id = $1',
      [id, at],
    );
  }

  /** Two who remove each other wait for one another, so that one stays. */
  async holdAdmins(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('admins:' || app_organisation(), 0))`);
  }

  /** Those of the whole organisation whose login is open, but for one. */
  async countAdmins(tx: Transaction, butFor: StaffId | null = null): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(DISTINCT s.id)::integer AS count FROM staff s JOIN staff_role r ON r.staff_id = s.id
         WHERE s.organisation_id = app_organisation() AND s.disabled_at IS NULL AND r.role = 'admin'
           AND r.programme_id IS NULL AND r.group_id IS NULL AND s.id IS DISTINCT FROM $1`,
      [butFor],
    );
    return row?.count ?? 0;
  }

  async secondFactorRoles(tx: Transaction): Promise<readonly StaffRole[]> {
    const [row] = await tx.query<{ roles: readonly StaffRole[] }>(
      'SELECT second_factor_roles AS roles FROM organisation WHERE id = app_organisation()',
    );
    return row?.roles ?? [];
  }

  async setSecondFactorRoles(tx: Transaction, roles: readonly StaffRole[]): Promise<void> {
    await tx.query('UPDATE organisation SET second_factor_roles = $1 WHERE id = app_organisation()', [roles]);
  }
}
