import { Injectable } from '@nestjs/common';
import { Escalation } from '../../kernel/escalation.js';
import type { FlagId, MessageId, StaffId } from '../../kernel/ids.js';
import type { Signal } from '../../kernel/signal.js';
import type { Transaction } from '../../kernel/transaction.js';
import { claimedUntil } from '../claims/claim.js';
import { ClaimsRepository } from '../claims/claims.repository.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import { ReassessmentRepository } from './reassessment.repository.js';

/** The flags of messages that are read again, as they stand. */
export interface FlagsAtHand {
  /** The service has them until the transaction ends; nobody else can take them meanwhile. */
  readonly free: ReadonlyMap<MessageId, StoredFlag>;
  /** Somebody is on them. */
  readonly held: ReadonlySet<MessageId>;
  /** Whatever is thought of the message now, a person's word on it stands. */
  readonly settled: ReadonlySet<MessageId>;
}

/** Stands for the service in a claim that nobody ever sees: it is let go of before the transaction ends. */
const THE_SERVICE = '00000000-0000-0000-0000-000000000000' as StaffId;

/** Keeps people and the second reading out of each other's way; a flag that somebody holds is left to them. */
@Injectable()
export class HoldForReading {
  constructor(
    private readonly flags: ReassessmentRepository,
    private readonly claims: ClaimsRepository,
    private readonly escalation: Escalation,
  ) {}

  /** What was said of them the first time; as signals, so that it can be weighed with what is said now. */
  async signals(
    tx: Transaction,
    messageIds: readonly MessageId[],
  ): Promise<ReadonlyMap<MessageId, readonly Signal[]>> {
    const flags = await this.flags.ofMessages(tx, messageIds);
    return new Map(
      flags.map(({ messageId, harms }) => [
        messageId,
        harms.flatMap(({ harm, signals }) => signals.map((signal) => ({ messageId, harm, ...signal }))),
      ]),
    );
  }

  async execute(tx: Transaction, messageIds: readonly MessageId[], at: Date): Promise<FlagsAtHand> {
    const open = (await this.flags.ofMessages(tx, messageIds)).filter(({ state }) => state === 'open');
    const ids = open.map(({ id }) => id);
    const taken = await this.claims.take(tx, ids, { staffId: THE_SERVICE, until: claimedUntil(at) });
    // Asked only now: whoever was first has committed by the time their claim lets ours through.
    const flags = await this.flags.ofMessages(tx, messageIds);
    const settled = flags.filter(({ state }) => state !== 'open');
    const held = flags.filter(({ id, state }) => state === 'open' && !taken.has(id));
    const free = flags.filter(({ id, state }) => state === 'open' && taken.has(id));
    await this.claims.clear(tx, idsOf(settled.filter(({ id }) => taken.has(id))));
    return {
      free: new Map(free.map((flag) => [flag.messageId, flag])),
      held: new Set(held.map(({ messageId }) => messageId)),
      settled: new Set(settled.map(({ messageId }) => messageId)),
    };
  }

  /** Lets go; somebody may be called about a flag whose last holder's claim had lapsed. */
  async release(tx: Transaction, { free }: FlagsAtHand): Promise<void> {
    await this.claims.clear(tx, idsOf([...free.values()]));
    for (const { id, escalatedAt } of free.values())
      if (escalatedAt !== null) await this.escalation.resume(tx, { kind: 'flag', id });
  }
}

function idsOf(flags: readonly StoredFlag[]): readonly FlagId[] {
  return flags.map(({ id }) => id);
}
