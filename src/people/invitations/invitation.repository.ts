import { Injectable } from '@nestjs/common';
import type { OrganisationId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { HeldRole } from '../staff/staff.repository.js';
import type { MailState } from './invitation.js';

export interface InvitationRow {
  readonly id: StaffId;
  readonly organisationId: OrganisationId;
  readonly emailIndex: Uint8Array;
  readonly emailCiphertext: Uint8Array;
  readonly language: string;
  readonly mail: MailState;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export type NewRow = Pick<
  InvitationRow,
  'id' | 'emailIndex' | 'emailCiphertext' | 'language' | 'expiresAt'
> & {
  readonly tokenHash: Uint8Array;
  readonly invitedBy: StaffId;
};

/** Every statement on invitations that are open: neither accepted nor taken back. */
@Injectable()
export class InvitationRepository {
  /** False when the address has an open invitation already. */
  async insert(tx: Transaction, row: NewRow, roles: readonly HeldRole[]): Promise<boolean> {
    const rows = await tx.query(INSERT, [
      row.id,
      row.tokenHash,
      row.emailIndex,
      row.emailCiphertext,
      row.language,
      row.invitedBy,
      row.expiresAt,
    ]);
    if (rows.length === 0) return false;
    for (const { role, programmeId, groupId } of roles)
      await tx.query(
        `INSERT INTO invitation_role (organisation_id, invitation_id, role, programme_id, group_id)
           VALUES (app_organisation(), $1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [row.id, role, programmeId, groupId],
      );
    return true;
  }

  async list(tx: Transaction): Promise<readonly InvitationRow[]> {
    return tx.query<InvitationRow>(`${OPEN} ORDER BY created_at DESC, id`);
  }

  /** Held until the transaction ends: of two who accept, revoke or renew, one is first. */
  async lock(tx: Transaction, id: StaffId): Promise<InvitationRow | null> {
    const rows = await tx.query<InvitationRow>(`${OPEN} AND id = $1 FOR UPDATE`, [id]);
    return rows[0] ?? null;
  }

  async rolesOf(
    tx: Transaction,
    ids: readonly StaffId[],
  ): Promise<readonly (HeldRole & { readonly id: StaffId })[]> {
    return tx.query(
      `SELECT invitation_id AS id, role, programme_id AS "programmeId", group_id AS "groupId" FROM invitation_role
         WHERE organisation_id = app_organisation() AND invitation_id = ANY($1::uuid[]) ORDER BY role`,
      [ids],
    );
  }

  /** Needs the purpose `accept_invitation`: whose link it is, is not known before. */
  async behind(tx: Transaction, tokenHash: Uint8Array): Promise<Behind | null> {
    const rows = await tx.query<Behind>(
      `SELECT id, organisation_id AS "organisationId", language, expires_at > app_now() AS live FROM invitation
         WHERE token_hash = $1 AND accepted_at IS NULL AND revoked_at IS NULL`,
      [tokenHash],
    );
    return rows[0] ?? null;
  }

  /** The link that went out before leads nowhere from now on. */
  async renew(tx: Transaction, id: StaffId, link: { tokenHash: Uint8Array; expiresAt: Date }): Promise<void> {
    await tx.query(
      `UPDATE invitation SET token_hash = $2, expires_at = $3, mail = 'none'
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id, link.tokenHash, link.expiresAt],
    );
  }

  async mailed(tx: Transaction, id: StaffId, mail: MailState): Promise<void> {
    await tx.query('UPDATE invitation SET mail = $2 WHERE organisation_id = app_organisation() AND id = $1', [
      id,
      mail,
    ]);
  }

  /** Nothing of an address stays behind that came to nothing. */
  async end(tx: Transaction, id: StaffId, how: 'accepted_at' | 'revoked_at'): Promise<void> {
    await tx.query(
      `UPDATE invitation SET ${how} = app_now(), email_ciphertext = ''
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id],
    );
  }
}

export interface Behind extends Pick<InvitationRow, 'id' | 'organisationId' | 'language'> {
  readonly live: boolean;
}

const OPEN = `
  SELECT id, organisation_id AS "organisationId", email_index AS "emailIndex", email_ciphertext AS "emailCiphertext",
      language, mail, created_at AS "createdAt", expires_at AS "expiresAt"
    FROM invitation
    WHERE organisation_id = app_organisation() AND accepted_at IS NULL AND revoked_at IS NULL`;

const INSERT = `
  INSERT INTO invitation (id, organisation_id, token_hash, email_index, email_ciphertext, language, invited_by,
      expires_at)
    VALUES ($1, app_organisation(), $2, $3, $4, $5, $6, $7)
    ON CONFLICT (organisation_id, email_index) WHERE accepted_at IS NULL AND revoked_at IS NULL DO NOTHING
    RETURNING id`;
