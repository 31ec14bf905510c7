import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { OrganisationId, StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { hashToken, SessionLookup } from '../../platform/auth/index.js';
import type { IssuedSession } from '../../platform/auth/index.js';
import { SessionRepository } from './session.repository.js';
import type { SessionRow } from './session.repository.js';
import { StaffRepository } from '../staff/staff.repository.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A working day with its breaks: a phone left on a table overnight is signed out by morning. */
const IDLE = 12 * HOUR;

/** A week: whoever works every day types the password on Mondays. */
const ABSOLUTE = 7 * 24 * HOUR;

/** The idle clock needs no second's precision; a write per request would be the busiest row of the database. */
const SEEN_EVERY = MINUTE;

/** Opens sessions and finds them again; each look-up asks the database, so a revocation holds for the next request. */
@Injectable()
export class Sessions extends SessionLookup {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly sessions: SessionRepository,
    private readonly staff: StaffRepository,
  ) {
    super();
  }

  /** Inside the transaction that establishes who it is for. */
  async open(
    tx: Transaction,
    person: { organisationId: OrganisationId; staffId: StaffId },
  ): Promise<IssuedSession> {
    const now = this.clock.now();
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + ABSOLUTE);
    await this.sessions.insert(tx, { tokenHash: hashToken(token), ...person, seenAt: now, expiresAt });
    await this.sessions.dropEnded(tx, new Date(now.getTime() - ABSOLUTE));
    return { token, expiresAt };
  }

  override async find(tokenHash: Uint8Array): Promise<{ principal: Principal; expiresAt: Date } | null> {
    const now = this.clock.now();
    const seenSince = new Date(now.getTime() - IDLE);
    const row = await this.uow.run(LOOK_UP, (tx) => this.sessions.live(tx, tokenHash, { now, seenSince }));
    return row && { principal: await this.principalOf(row, tokenHash, now), expiresAt: row.expiresAt };
  }

  private principalOf(row: SessionRow, tokenHash: Uint8Array, now: Date): Promise<Principal> {
    const { organisationId, staffId, language, demo, seenAt } = row;
    const work = { organisationId, actor: { kind: 'staff', id: staffId }, purpose: 'session' } as const;
    return this.uow.run(work, async (tx) => {
      const held = await this.staff.rolesOf(tx, [staffId]);
      if (now.getTime() - seenAt.getTime() >= SEEN_EVERY) await this.sessions.seen(tx, tokenHash, now);
      const roles = held.map(({ role, programmeId, groupId }) => ({ role, programmeId, groupId }));
      return { organisationId, staffId, roles, language, ...(demo && { demo }) };
    });
  }
}

const LOOK_UP = {
  organisationId: null,
  actor: { kind: 'anonymous', id: 'session' },
  purpose: 'sign_in',
} as const;
