import { Injectable } from '@nestjs/common';
import type { OrganisationId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { EntryStep } from '../../platform/auth/index.js';

export interface SessionRow {
  readonly organisationId: OrganisationId;
  readonly staffId: StaffId;
  readonly language: string;
  readonly demo: boolean;
  readonly seenAt: Date;
  readonly expiresAt: Date;
  readonly awaits: EntryStep | null;
}

/** A live session as its owner sees it: no address, no more of the browser than its family. */
export interface OwnSession {
  readonly id: string;
  readonly browser: string | null;
  readonly createdAt: Date;
  readonly seenAt: Date;
  /** The one that asks. */
  readonly isThis: boolean;
}

/** Every statement on sessions and on attempts to sign in. */
@Injectable()
export class SessionRepository {
  async insert(
    tx: Transaction,
    session: Omit<SessionRow, 'language' | 'demo'> & { tokenHash: Uint8Array; browser: string | null },
  ): Promise<void> {
    const { tokenHash, organisationId, staffId, seenAt, expiresAt, browser, awaits } = session;
    await tx.query(
      `INSERT INTO staff_session (token_hash, organisation_id, staff_id, created_at, seen_at, expires_at, browser, awaits)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7)`,
      [tokenHash, organisationId, staffId, seenAt, expiresAt, browser, awaits],
    );
  }

  /** Needs the purpose `sign_in`: whose session it is, is not known before. */
  async live(
    tx: Transaction,
    tokenHash: Uint8Array,
    at: { now: Date; seenSince: Date },
  ): Promise<SessionRow | null> {
    const rows = await tx.query<SessionRow>(LIVE, [tokenHash, at.now, at.seenSince]);
    return rows[0] ?? null;
  }

  async seen(tx: Transaction, tokenHash: Uint8Array, now: Date): Promise<void> {
    await tx.query('UPDATE staff_session SET seen_at = $2 WHERE token_hash = $1', [tokenHash, now]);
  }

  async await(tx: Transaction, tokenHash: Uint8Array, awaits: EntryStep | null): Promise<void> {
    await tx.query(
      'UPDATE staff_session SET awaits = $2 WHERE organisation_id = app_organisation() AND token_hash = $1',
      [tokenHash, awaits],
    );
  }

  /** Live sessions of people with these roles who have no second factor set one up before anything else. */
  async awaitEnrolment(tx: Transaction, roles: readonly string[]): Promise<void> {
    await tx.query(AWAIT_ENROLMENT, [roles]);
  }

  /** Latest used first. */
  async own(
    tx: Transaction,
    staffId: StaffId,
    at: { now: Date; seenSince: Date; tokenHash: Uint8Array },
  ): Promise<readonly OwnSession[]> {
    return tx.query<OwnSession>(OWN, [staffId, at.now, at.seenSince, at.tokenHash]);
  }

  async revokeOne(tx: Transaction, staffId: StaffId, session: { id: string; now: Date }): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE staff_session SET revoked_at = $3
         WHERE organisation_id = app_organisation() AND staff_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING 1`,
      [staffId, session.id, session.now],
    );
    return rows.length > 0;
  }

  async revokeOthers(
    tx: Transaction,
    staffId: StaffId,
    kept: { tokenHash: Uint8Array; now: Date },
  ): Promise<number> {
    const rows = await tx.query(
      `UPDATE staff_session SET revoked_at = $3
         WHERE organisation_id = app_organisation() AND staff_id = $1 AND token_hash <> $2 AND revoked_at IS NULL
         RETURNING 1`,
      [staffId, kept.tokenHash, kept.now],
    );
    return rows.length;
  }

  async revoke(tx: Transaction, tokenHash: Uint8Array, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE staff_session SET revoked_at = $2
         WHERE organisation_id = app_organisation() AND token_hash = $1 AND revoked_at IS NULL RETURNING 1`,
      [tokenHash, now],
    );
    return rows.length > 0;
  }

  async revokeAllOf(tx: Transaction, staffId: StaffId, now: Date): Promise<number> {
    const rows = await tx.query(
      `UPDATE staff_session SET revoked_at = $2
         WHERE organisation_id = app_organisation() AND staff_id = $1 AND revoked_at IS NULL RETURNING 1`,
      [staffId, now],
    );
    return rows.length;
  }

  /** Sessions that ended long enough ago say nothing any more. */
  async dropEnded(tx: Transaction, before: Date): Promise<void> {
    await tx.query(
      'DELETE FROM staff_session WHERE organisation_id = app_organisation() AND expires_at < $1',
      [before],
    );
  }

  /** Attempts on one subject wait for each other, so that many at once are counted like many in a row. */
  async holdAttempts(tx: Transaction, subject: Uint8Array): Promise<void> {
    await tx.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('sign_in:' || encode($1::bytea, 'hex'), 0))`,
      [subject],
    );
  }

  async attempts(
    tx: Transaction,
    subject: Uint8Array,
    since: Date,
  ): Promise<{ count: number; last: Date | null }> {
    const [row] = await tx.query<{ count: number; last: Date | null }>(
      'SELECT count(*)::integer AS count, max(at) AS last FROM sign_in_attempt WHERE subject_index = $1 AND at > $2',
      [subject, since],
    );
    return row ?? { count: 0, last: null };
  }

  async addAttempts(tx: Transaction, subjects: readonly Uint8Array[], at: Date): Promise<void> {
    await tx.query('INSERT INTO sign_in_attempt (subject_index, at) SELECT unnest($1::bytea[]), $2', [
      subjects,
      at,
    ]);
  }

  /** Forgets what a successful sign-in proved wrong, and everything too old to count. */
  async dropAttempts(tx: Transaction, subject: Uint8Array, before: Date): Promise<void> {
    await tx.query('DELETE FROM sign_in_attempt WHERE subject_index = $1 OR at < $2', [subject, before]);
  }
}

const LIVE = `
  SELECT s.organisation_id AS "organisationId", s.staff_id AS "staffId", f.language, o.demo,
      s.seen_at AS "seenAt", s.expires_at AS "expiresAt", s.awaits
    FROM staff_session s JOIN staff f ON f.id = s.staff_id JOIN organisation o ON o.id = s.organisation_id
    WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND s.seen_at > $3
      AND f.disabled_at IS NULL`;

const OWN = `
  SELECT id, browser, created_at AS "createdAt", seen_at AS "seenAt", token_hash = $4 AS "isThis"
    FROM staff_session
    WHERE organisation_id = app_organisation() AND staff_id = $1 AND revoked_at IS NULL AND expires_at > $2
      AND seen_at > $3
    ORDER BY seen_at DESC, id`;

const AWAIT_ENROLMENT = `
  UPDATE staff_session s SET awaits = 'enrolment'
    WHERE s.organisation_id = app_organisation() AND s.revoked_at IS NULL AND s.awaits IS NULL
      AND EXISTS (SELECT FROM staff_role r WHERE r.staff_id = s.staff_id AND r.role = ANY ($1::text[]))
      AND NOT EXISTS (SELECT FROM second_factor f WHERE f.staff_id = s.staff_id AND f.confirmed_at IS NOT NULL)`;
