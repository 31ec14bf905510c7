import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ReopenMessages } from '../../intake/index.js';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { MessageId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { HoldForReading, ReassessFlags } from '../../review/index.js';
import type { FlagsAtHand, NewFlag } from '../../review/index.js';
import type { Examined, Verdict } from '../examine-messages.js';
import { FlagMessages } from '../keep/flag-messages.js';
import type { OpenedAgain } from './open-again.js';

/** Keeps what was found about messages that are still allowed; the others wait no more, and nobody read them. */
export type KeepRead = (tx: Transaction, allowed: ReadonlySet<MessageId>) => Promise<void>;

interface ReadOnce {
  readonly opened: OpenedAgain;
  readonly verdicts: readonly Verdict[];
  readonly sealed: readonly NewFlag[];
}

/** Keeps what a second reading found, in one transaction: flags, incidents, the marks that go, and an entry. */
@Injectable()
export class KeepAgain {
  constructor(
    private readonly clock: Clock,
    private readonly messages: ReopenMessages,
    private readonly held: HoldForReading,
    private readonly flags: FlagMessages,
    private readonly reassess: ReassessFlags,
    private readonly audit: AuditTrail,
  ) {}

  /** Sealing takes time and needs no transaction; the answer keeps it all, or nothing. */
  async prepare(opened: OpenedAgain, { verdicts }: Examined): Promise<KeepRead> {
    const { organisationId, table, channelKinds } = opened;
    const channelKindOf = (id: MessageId) => channelKinds.get(id);
    const { programmes } = table;
    const sealed = await this.flags.seal({ organisationId, verdicts, programmes, channelKindOf });
    return (tx, allowed) => {
      const kept = verdicts.filter(({ message }) => allowed.has(message.id));
      return this.keep(tx, { opened, verdicts: kept, sealed });
    };
  }

  private async keep(tx: Transaction, { opened, verdicts, sealed }: ReadOnce): Promise<void> {
    const at = this.clock.now();
    const hands = await this.held.execute(tx, opened.taken, at);
    const heats = new Map(verdicts.map(({ message, heat }) => [message.id, heat]));
    const free = opened.taken.filter((id) => !hands.held.has(id));
    const mine = await this.messages.done(
      tx,
      free.map((id) => ({ id, heat: heats.get(id) ?? null })),
    );
    const read = verdicts.filter(({ message }) => mine.has(message.id));
    const fresh = unflagged(sealed, read, hands);
    await this.flags.execute(tx, fresh, at);
    const reread = read.flatMap(({ message, assessment }) => {
      const flag = hands.free.get(message.id);
      return flag ? [{ flag, assessment }] : [];
    });
    const { updated, withdrawn } = await this.reassess.execute(tx, reread, at);
    await this.held.release(tx, hands);
    if (mine.size === 0) return;
    await this.audit.record(tx, {
      act: 'messages.read_again',
      object: { kind: 'batch', id: randomUUID() },
      outcome: 'done',
      details: {
        read: read.length,
        notRead: mine.size - read.length,
        flagged: fresh.length,
        updated,
        withdrawn,
      },
    });
  }
}

/** Nothing stands for them yet. */
function unflagged(
  sealed: readonly NewFlag[],
  read: readonly Verdict[],
  { free, settled }: FlagsAtHand,
): readonly NewFlag[] {
  const ids = new Set(read.map(({ message }) => message.id));
  return sealed.filter(({ message: { id } }) => ids.has(id) && !free.has(id) && !settled.has(id));
}
