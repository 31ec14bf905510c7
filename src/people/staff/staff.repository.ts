import { Injectable } from '@nestjs/common';
import type { OrganisationId, StaffId } from '../../kernel/ids.js';
import type { Role, Scope } from '../../kernel/principal.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { StaffRow } from './staff.js';

export type HeldRole = Scope & { readonly role: Role };

export interface Credentials {
  readonly staffId: StaffId;
  readonly organisationId: OrganisationId;
  readonly passwordHash: string;
}

export type ListedStaff = Pick<StaffRow, 'id' | 'emailCiphertext' | 'nameCiphertext'> & {
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly seenAt: Date | null;
};

export type SelfRow = Pick<StaffRow, 'id' | 'emailCiphertext' | 'nameCiphertext' | 'language'> & {
  readonly organisation: string;
};

/** Every statement on staff and their roles. */
@Injectable()
export class StaffRepository {
  /** False when the e-mail address has a login already. */
  async insert(tx: Transaction, staff: StaffRow): Promise<boolean> {
    const rows = await tx.query(INSERT_STAFF, [
      staff.id,
      staff.organisationId,
      staff.emailIndex,
      staff.emailCiphertext,
      staff.nameCiphertext,
      staff.passwordHash,
      staff.language,
    ]);
    return rows.length > 0;
  }

  async grant(tx: Transaction, staffId: StaffId, { role, programmeId, groupId }: HeldRole): Promise<void> {
    await tx.query(
      `INSERT INTO staff_role (organisation_id, staff_id, role, programme_id, group_id)
         VALUES (app_organisation(), $1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [staffId, role, programmeId, groupId],
    );
  }

  async withdraw(tx: Transaction, staffId: StaffId, { role, programmeId, groupId }: HeldRole): Promise<void> {
    await tx.query(
      `DELETE FROM staff_role WHERE organisation_id = app_organisation() AND staff_id = $1 AND role = $2
         AND programme_id IS NOT DISTINCT FROM $3 AND group_id IS NOT DISTINCT FROM $4`,
      [staffId, role, programmeId, groupId],
    );
  }

  /** Needs the purpose `sign_in`: whose e-mail it is, is not known before. */
  async credentials(tx: Transaction, emailIndex: Uint8Array): Promise<Credentials | null> {
    const rows = await tx.query<Credentials>(
      `SELECT id AS "staffId", organisation_id AS "organisationId", password_hash AS "passwordHash"
         FROM staff WHERE email_index = $1 AND disabled_at IS NULL`,
      [emailIndex],
    );
    return rows[0] ?? null;
  }

  async rolesOf(
    tx: Transaction,
    staffIds: readonly StaffId[],
  ): Promise<readonly (HeldRole & { staffId: StaffId })[]> {
    return tx.query(
      `SELECT staff_id AS "staffId", role, programme_id AS "programmeId", group_id AS "groupId" FROM staff_role
         WHERE organisation_id = app_organisation() AND staff_id = ANY($1::uuid[]) ORDER BY role`,
      [staffIds],
    );
  }

  async list(tx: Transaction): Promise<readonly ListedStaff[]> {
    return tx.query<ListedStaff>(
      `SELECT s.id, s.email_ciphertext AS "emailCiphertext", s.name_ciphertext AS "nameCiphertext",
           s.created_at AS "createdAt", s.disabled_at AS "disabledAt",
           (SELECT max(seen_at) FROM staff_session w WHERE w.staff_id = s.id) AS "seenAt"
         FROM staff s WHERE s.organisation_id = app_organisation() ORDER BY s.created_at, s.id`,
    );
  }

  async holders(tx: Transaction, roles: readonly Role[]): Promise<readonly StaffId[]> {
    const rows = await tx.query<{ id: StaffId }>(
      `SELECT DISTINCT staff_id AS id FROM staff_role WHERE organisation_id = app_organisation()
         AND role = ANY($1::text[]) AND programme_id IS NULL AND group_id IS NULL`,
      [roles],
    );
    return rows.map(({ id }) => id);
  }

  /** Of these, those whose login works. */
  async reachable(
    tx: Transaction,
    ids: readonly StaffId[],
  ): Promise<readonly Pick<StaffRow, 'id' | 'emailCiphertext' | 'nameCiphertext' | 'language'>[]> {
    return tx.query(
      `SELECT id, email_ciphertext AS "emailCiphertext", name_ciphertext AS "nameCiphertext", language
         FROM staff WHERE organisation_id = app_organisation() AND id = ANY($1::uuid[]) AND disabled_at IS NULL`,
      [ids],
    );
  }

  async some(
    tx: Transaction,
    ids: readonly StaffId[],
  ): Promise<readonly Pick<StaffRow, 'id' | 'emailCiphertext' | 'nameCiphertext'>[]> {
    return tx.query(
      `SELECT id, email_ciphertext AS "emailCiphertext", name_ciphertext AS "nameCiphertext" FROM staff
         WHERE organisation_id = app_organisation() AND id = ANY($1::uuid[])`,
      [ids],
    );
  }

  async exists(tx: Transaction, id: StaffId): Promise<boolean> {
    const rows = await tx.query(
      'SELECT 1 FROM staff WHERE organisation_id = app_organisation() AND id = $1',
      [id],
    );
    return rows.length > 0;
  }

  async self(tx: Transaction, id: StaffId): Promise<SelfRow | null> {
    const rows = await tx.query<SelfRow>(
      `SELECT s.id, s.email_ciphertext AS "emailCiphertext", s.name_ciphertext AS "nameCiphertext", s.language,
           o.name AS organisation
         FROM staff s JOIN organisation o ON o.id = s.organisation_id
         WHERE s.organisation_id = app_organisation() AND s.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }
}

const INSERT_STAFF = `
  INSERT INTO staff (id, organisation_id, email_index, email_ciphertext, name_ciphertext, password_hash, language)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT ON CONSTRAINT staff_email_once DO NOTHING RETURNING id`;
