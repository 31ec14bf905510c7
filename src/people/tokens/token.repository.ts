import { Injectable } from '@nestjs/common';
import type { OrganisationId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { NewToken, TokenView } from './api-token.js';

export interface PresentedToken extends Pick<
  TokenView,
  'id' | 'permissions' | 'programmeId' | 'groupId' | 'lastUsedAt'
> {
  readonly organisationId: OrganisationId;
  readonly createdBy: StaffId;
}

/** Every statement on tokens of programs. */
@Injectable()
export class TokenRepository {
  async insert(
    tx: Transaction,
    token: Omit<NewToken, 'days'> & {
      readonly id: string;
      readonly tokenHash: Uint8Array;
      readonly createdBy: StaffId;
      readonly expiresAt: Date;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO api_token (id, organisation_id, name, token_hash, permissions, programme_id, group_id, created_by,
           expires_at)
         VALUES ($1, app_organisation(), $2, $3, $4, $5, $6, $7, $8)`,
      [
        token.id,
        token.name,
        token.tokenHash,
        token.permissions,
        token.programmeId,
        token.groupId,
        token.createdBy,
        token.expiresAt,
      ],
    );
  }

  /** Those that work first, newest first. */
  async list(tx: Transaction): Promise<readonly TokenView[]> {
    return tx.query<TokenView>(
      `${VIEW} WHERE organisation_id = app_organisation()
         ORDER BY revoked_at IS NOT NULL OR expires_at <= app_now(), created_at DESC, id`,
    );
  }

  async one(tx: Transaction, id: string): Promise<TokenView | null> {
    const rows = await tx.query<TokenView>(
      `${VIEW} WHERE organisation_id = app_organisation() AND id = $1 AND revoked_at IS NULL`,
      [id],
    );
    return rows[0] ?? null;
  }

  async revoke(tx: Transaction, id: string): Promise<void> {
    await tx.query(
      'UPDATE api_token SET revoked_at = app_now() WHERE organisation_id = app_organisation() AND id = $1',
      [id],
    );
  }

  /** Needs the purpose `present_token`: whose it is, is not known before. */
  async presented(tx: Transaction, tokenHash: Uint8Array): Promise<PresentedToken | null> {
    const rows = await tx.query<PresentedToken>(
      `SELECT id, organisation_id AS "organisationId", permissions, programme_id AS "programmeId",
           group_id AS "groupId", created_by AS "createdBy", last_used_at AS "lastUsedAt"
         FROM api_token WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > app_now()`,
      [tokenHash],
    );
    return rows[0] ?? null;
  }

  async used(tx: Transaction, id: string): Promise<void> {
    await tx.query(
      'UPDATE api_token SET last_used_at = app_now() WHERE organisation_id = app_organisation() AND id = $1',
      [id],
    );
  }
}

const VIEW = `
  SELECT id, name, permissions, programme_id AS "programmeId", group_id AS "groupId", created_by AS "createdBy",
      created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
    FROM api_token`;
