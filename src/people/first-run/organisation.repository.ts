import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

/** The organisation of invented people. */
export interface Demo {
  readonly id: OrganisationId;
  readonly createdAt: Date;
  /** Null while it is being filled, and where that was cut short. */
  readonly filledAt: Date | null;
}

/** Every statement on organisations and on the link that opens the first one. All need the purpose `first_run`. */
@Injectable()
export class OrganisationRepository {
  /** Oldest first; the demo is none. */
  async ids(tx: Transaction): Promise<readonly OrganisationId[]> {
    const rows = await tx.query<{ id: OrganisationId }>(
      'SELECT id FROM organisation WHERE NOT demo ORDER BY created_at, id',
    );
    return rows.map(({ id }) => id);
  }

  async insert(tx: Transaction, id: OrganisationId, name: string): Promise<void> {
    await tx.query('INSERT INTO organisation (id, name) VALUES ($1, $2)', [id, name]);
  }

  async demo(tx: Transaction): Promise<Demo | null> {
    const rows = await tx.query<Demo>(
      'SELECT id, created_at AS "createdAt", demo_filled_at AS "filledAt" FROM organisation WHERE demo',
    );
    return rows[0] ?? null;
  }

  /** False when there is one already. */
  async insertDemo(tx: Transaction, id: OrganisationId, name: string): Promise<boolean> {
    const rows = await tx.query(
      'INSERT INTO organisation (id, name, demo) VALUES ($1, $2, true) ON CONFLICT DO NOTHING RETURNING id',
      [id, name],
    );
    return rows.length > 0;
  }

  async demoIsFilled(tx: Transaction): Promise<void> {
    await tx.query(
      'UPDATE organisation SET demo_filled_at = app_now() WHERE id = app_organisation() AND demo',
    );
  }

  /** Every row of the demo in every table; how many. Needs the purpose `remove_demo`; nothing but the demo can go. */
  async removeDemo(tx: Transaction): Promise<number> {
    const [row] = await tx.query<{ removed: number }>('SELECT app_remove_demo()::integer AS removed');
    return row?.removed ?? 0;
  }

  async addLink(tx: Transaction, tokenHash: Uint8Array, expiresAt: Date): Promise<void> {
    await tx.query('INSERT INTO setup_link (token_hash, expires_at) VALUES ($1, $2)', [tokenHash, expiresAt]);
  }

  async dropExpiredLinks(tx: Transaction): Promise<void> {
    await tx.query('DELETE FROM setup_link WHERE expires_at <= app_now()');
  }

  async isLinkValid(tx: Transaction, tokenHash: Uint8Array): Promise<boolean> {
    const rows = await tx.query(
      'SELECT 1 FROM setup_link WHERE token_hash = $1 AND used_at IS NULL AND expires_at > app_now()',
      [tokenHash],
    );
    return rows.length > 0;
  }

  /** False when somebody else was faster: of two browsers one opens the organisation. */
  async useLink(tx: Transaction, tokenHash: Uint8Array): Promise<boolean> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('first_run', 0))`);
    const rows = await tx.query(
      `UPDATE setup_link SET used_at = app_now()
         WHERE token_hash = $1 AND used_at IS NULL AND expires_at > app_now() 
           AND NOT EXISTS (SELECT FROM organisation WHERE NOT demo)
         RETURNING 1`,
      [tokenHash],
    );
    return rows.length > 0;
  }
}

/** Work before anyone is known: to see whether an organisation exists. */
export const FIRST_RUN = {
  organisationId: null,
  actor: { kind: 'service', id: 'first-run' },
  purpose: 'first_run',
} as const;
