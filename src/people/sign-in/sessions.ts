import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { OrganisationId, StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { hashToken, SessionLookup } from '../../platform/auth/index.js';
import type { EntryStep, IssuedSession } from '../../platform/auth/index.js';
import { EntrySteps } from '../entry/entry-steps.js';
import { browserFamily } from './browser-family.js';
import { SessionRepository } from './session.repository.js';
import type { SessionRow } from './session.repository.js';
import { StaffRepository } from '../staff/staff.repository.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A working day with its breaks: a phone left on a table overnight is signed out by morning. */
export const IDLE = 12 * HOUR;

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
    private readonly steps: EntrySteps,
  ) {
    super();
  }

  /** Inside the transaction that establishes who it is for. */
  async open(
    tx: Transaction,
    person: { organisationId: OrganisationId; staffId: StaffId },
    how: { readonly awaits: EntryStep | null; readonly browser: string | null } = NOTHING_MORE,
  ): Promise<IssuedSession> {
    const now = this.clock.now();
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + ABSOLUTE);
    await this.sessions.insert(tx, {
      tokenHash: hashToken(token),
      ...person,
      ...how,
      seenAt: now,
      expiresAt,
    });
    await this.sessions.dropEnded(tx, new Date(now.getTime() - ABSOLUTE));
    return { token, expiresAt };
  }

  /** After the password or the invitation: open, or open only to what is still missing. */
  async enter(
    tx: Transaction,
    person: { organisationId: OrganisationId; staffId: StaffId },
    userAgent: string | undefined,
  ): Promise<{ readonly session: IssuedSession; readonly awaits: EntryStep | null }> {
    const awaits = await this.steps.next(tx, person.staffId, false);
    return { session: await this.open(tx, person, { awaits, browser: browserFamily(userAgent) }), awaits };
  }

  override async find(
    tokenHash: Uint8Array,
  ): Promise<{ principal: Principal; expiresAt: Date; awaits: EntryStep | null } | null> {
    const now = this.clock.now();
    const seenSince = new Date(now.getTime() - IDLE);
    const row = await this.uow.run(LOOK_UP, (tx) => this.sessions.live(tx, tokenHash, { now, seenSince }));
    if (row === null) return null;
    const { expiresAt, awaits } = row;
    return { principal: await this.principalOf(row, tokenHash, now), expiresAt, awaits };
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

const NOTHING_MORE = { awaits: null, browser: null };

const LOOK_UP = {
  organisationId: null,
  actor: { kind: 'anonymous', id: 'session' },
  purpose: 'sign_in',
} as const;
