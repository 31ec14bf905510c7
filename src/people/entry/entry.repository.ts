import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

export interface Standing {
  readonly hasFactor: boolean;
  /** One of the person's roles asks for a second factor in this organisation. */
  readonly needsFactor: boolean;
  readonly hasAccepted: boolean;
}

export interface StoredFactor {
  readonly secretCiphertext: Uint8Array;
  readonly confirmedAt: Date | null;
}

/** Every statement on second factors, recovery codes and what people accepted. */
@Injectable()
export class EntryRepository {
  async standing(tx: Transaction, staffId: StaffId, version: string): Promise<Standing> {
    const [row] = await tx.query<Standing>(STANDING, [staffId, version]);
    return row ?? { hasFactor: false, needsFactor: false, hasAccepted: false };
  }

  /** False when this version was accepted before. */
  async accept(
    tx: Transaction,
    staffId: StaffId,
    accepted: { version: string; language: string },
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO conduct_acceptance (organisation_id, staff_id, version, language)
         VALUES (app_organisation(), $1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1`,
      [staffId, accepted.version, accepted.language],
    );
    return rows.length > 0;
  }

  async factor(tx: Transaction, staffId: StaffId): Promise<StoredFactor | null> {
    const rows = await tx.query<StoredFactor>(
      `SELECT secret_ciphertext AS "secretCiphertext", confirmed_at AS "confirmedAt" FROM second_factor
         WHERE organisation_id = app_organisation() AND staff_id = $1`,
      [staffId],
    );
    return rows[0] ?? null;
  }

  /** False when a confirmed one is in use: it has to be taken off first. */
  async begin(tx: Transaction, staffId: StaffId, secret: Uint8Array): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO second_factor AS f (organisation_id, staff_id, secret_ciphertext) VALUES (app_organisation(), $1, $2)
         ON CONFLICT ON CONSTRAINT second_factor_pkey DO UPDATE SET secret_ciphertext = $2, last_step = 0
         WHERE f.confirmed_at IS NULL RETURNING 1`,
      [staffId, secret],
    );
    return rows.length > 0;
  }

  /** False when this step or a later one was used before: of two with one code, one is first. */
  async useStep(tx: Transaction, staffId: StaffId, step: number): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE second_factor SET last_step = $2, confirmed_at = coalesce(confirmed_at, app_now())
         WHERE organisation_id = app_organisation() AND staff_id = $1 AND last_step < $2 RETURNING 1`,
      [staffId, step],
    );
    return rows.length > 0;
  }

  async removeFactor(tx: Transaction, staffId: StaffId): Promise<void> {
    await tx.query('DELETE FROM second_factor WHERE organisation_id = app_organisation() AND staff_id = $1', [
      staffId,
    ]);
    await this.replaceCodes(tx, staffId, []);
  }

  async replaceCodes(tx: Transaction, staffId: StaffId, indexes: readonly Uint8Array[]): Promise<void> {
    await tx.query('DELETE FROM recovery_code WHERE organisation_id = app_organisation() AND staff_id = $1', [
      staffId,
    ]);
    await tx.query(
      `INSERT INTO recovery_code (organisation_id, staff_id, code_index)
         SELECT app_organisation(), $1, unnest($2::bytea[])`,
      [staffId, indexes],
    );
  }

  /** False when there is no such code or it was used. */
  async useCode(tx: Transaction, staffId: StaffId, index: Uint8Array): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE recovery_code SET used_at = app_now()
         WHERE organisation_id = app_organisation() AND staff_id = $1 AND code_index = $2 AND used_at IS NULL
         RETURNING 1`,
      [staffId, index],
    );
    return rows.length > 0;
  }

  async codesLeft(tx: Transaction, staffId: StaffId): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM recovery_code
         WHERE organisation_id = app_organisation() AND staff_id = $1 AND used_at IS NULL`,
      [staffId],
    );
    return row?.count ?? 0;
  }
}

const STANDING = `
  SELECT
    EXISTS (SELECT FROM second_factor f WHERE f.organisation_id = app_organisation() AND f.staff_id = $1
      AND f.confirmed_at IS NOT NULL) AS "hasFactor",
    EXISTS (SELECT FROM staff_role r JOIN organisation o ON o.id = r.organisation_id
      WHERE r.organisation_id = app_organisation() AND r.staff_id = $1 AND r.role = ANY (o.second_factor_roles))
      AS "needsFactor",
    EXISTS (SELECT FROM conduct_acceptance a WHERE a.organisation_id = app_organisation() AND a.staff_id = $1
      AND a.version = $2) AS "hasAccepted"`;
