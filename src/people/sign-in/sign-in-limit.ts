import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { SessionRepository } from './session.repository.js';

const SECOND = 1000;

/** Attempts older than this count no more, and no wait is longer. */
const WINDOW = 15 * 60 * SECOND;

/** The first wait; it doubles with every further attempt. */
const FIRST_WAIT = 30 * SECOND;

/** Five mistypings are human. */
const FREE_PER_EMAIL = 5;

/** An office, a camp or a mobile network may share one address. */
const FREE_PER_ADDRESS = 25;

interface Subject {
  readonly index: Uint8Array;
  readonly free: number;
}

/** Milliseconds to wait after the last of `count` attempts: nothing while they are free, then 30 s, 60 s ... 15 min. */
export function waitAfter(count: number, free: number): number {
  return count < free ? 0 : Math.min(FIRST_WAIT * 2 ** (count - free), WINDOW);
}

/**
 * Slows guessing down, per e-mail address and per network address, for known and unknown people alike. Whoever guesses
 * at an address delays its owner too, at most 15 minutes: the price of not telling who has a login.
 */
@Injectable()
export class SignInLimit {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly sessions: SessionRepository,
  ) {}

  /** Counts this attempt and answers 0, or does not count it and answers the seconds to wait. */
  async take(tx: Transaction, { email, address }: { email: string; address: string }): Promise<number> {
    const subjects = [
      { index: this.indexOf('email', email), free: FREE_PER_EMAIL },
      { index: this.indexOf('address', address), free: FREE_PER_ADDRESS },
    ].sort((a, b) => Buffer.compare(a.index, b.index));
    let wait = 0;
    for (const subject of subjects) wait = Math.max(wait, await this.waitFor(tx, subject));
    if (wait > 0) return Math.ceil(wait / SECOND);
    await this.sessions.addAttempts(
      tx,
      subjects.map(({ index }) => index),
      this.clock.now(),
    );
    return 0;
  }

  /** The same for a person's second factor: six digits are few, so guesses are. */
  async takeCode(tx: Transaction, staffId: StaffId): Promise<number> {
    const index = this.indexOf('code', staffId);
    const wait = await this.waitFor(tx, { index, free: FREE_PER_EMAIL });
    if (wait > 0) return Math.ceil(wait / SECOND);
    await this.sessions.addAttempts(tx, [index], this.clock.now());
    return 0;
  }

  async clearCode(tx: Transaction, staffId: StaffId): Promise<void> {
    await this.sessions.dropAttempts(tx, this.indexOf('code', staffId), this.dayAgo());
  }

  /** The right password proves that the mistyped ones were the owner's. */
  async clear(tx: Transaction, email: string): Promise<void> {
    await this.sessions.dropAttempts(tx, this.indexOf('email', email), this.dayAgo());
  }

  private dayAgo(): Date {
    return new Date(this.clock.now().getTime() - 24 * 60 * 60 * SECOND);
  }

  private async waitFor(tx: Transaction, { index, free }: Subject): Promise<number> {
    await this.sessions.holdAttempts(tx, index);
    const now = this.clock.now().getTime();
    const { count, last } = await this.sessions.attempts(tx, index, new Date(now - WINDOW));
    return last === null ? 0 : Math.max(0, last.getTime() + waitAfter(count, free) - now);
  }

  private indexOf(kind: 'email' | 'address' | 'code', value: string): Uint8Array {
    return this.vault.index('installation', `sign_in_${kind}`, value.trim().toLowerCase());
  }
}
