import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { TrafficLogFull } from './traffic.errors.js';

/** A minute's work at 3,000 messages a second, and about 100 MB: what a small server can owe and still catch up with. */
export const MOST_WAITING = 200_000;

/** Counting reads every waiting row, so it may take this share of the time at most. */
const COUNTING_SHARE = 0.05;
const SHORTEST_MS = 1_000;

interface Count {
  messages: number;
  /** On the monotonic clock of this process, in milliseconds. */
  readonly freshUntil: number;
}

/** How much waits per organisation: counted now and then, and added to in between. */
@Injectable()
export class Backlog {
  private readonly counts = new Map<OrganisationId, Count>();

  /** @throws TrafficLogFull */
  async admit(tx: Transaction, organisationId: OrganisationId, messages: number): Promise<void> {
    const count = await this.count(tx, organisationId);
    if (count.messages >= MOST_WAITING) throw new TrafficLogFull(count.messages, MOST_WAITING);
    count.messages += messages;
  }

  private async count(tx: Transaction, organisationId: OrganisationId): Promise<Count> {
    const known = this.counts.get(organisationId);
    const started = performance.now();
    if (known && known.freshUntil > started) return known;
    const [row] = await tx.query<{ messages: string }>(
      `SELECT coalesce(sum(messages), 0)::bigint AS messages FROM delivery
       WHERE organisation_id = $1 AND state = 'waiting'`,
      [organisationId],
    );
    const took = performance.now() - started;
    const freshUntil = performance.now() + Math.max(SHORTEST_MS, took / COUNTING_SHARE);
    const count = { messages: Number(row?.messages ?? 0), freshUntil };
    this.counts.set(organisationId, count);
    return count;
  }
}
