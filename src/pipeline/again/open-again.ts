import { Injectable } from '@nestjs/common';
import { Gate } from '../../consent/index.js';
import { ReopenMessages } from '../../intake/index.js';
import type { Reopened } from '../../intake/index.js';
import { Clock } from '../../kernel/clock.js';
import type { MessageId, OrganisationId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { HoldForReading } from '../../review/index.js';
import type { OnTheTable } from '../receive/reception.js';
import { SetTable } from '../receive/set-table.js';

/** Marked messages on the table again; who may not be read any more is among the taken and not on the table. */
export interface OpenedAgain extends Reopened {
  readonly organisationId: OrganisationId;
  readonly table: OnTheTable;
}

/**
 * Longer than a batch takes on a slow machine. A worker that died holds its messages for so long, and one on which a
 * detector hangs costs the others its quarter of a minute no more often.
 */
const LEASE_MS = 10 * 60_000;

/** Puts marked messages on the table again, asked for once more at the gate, with what the first reading found. */
@Injectable()
export class OpenAgain {
  constructor(
    private readonly clock: Clock,
    private readonly gate: Gate,
    private readonly messages: ReopenMessages,
    private readonly table: SetTable,
    private readonly flags: HoldForReading,
  ) {}

  async execute(tx: Transaction, organisationId: OrganisationId, limit: number): Promise<OpenedAgain> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + LEASE_MS);
    const reopened = await this.messages.execute(tx, organisationId, { limit, until });
    const { admitted } = await this.gate.admit(tx, reopened.candidates, now);
    const table = await this.table.execute(tx, organisationId, admitted);
    const earlier = await this.flags.signals(tx, reopened.taken);
    return { ...reopened, organisationId, table: { ...table, earlier } };
  }

  /** Somebody may have objected while their message lay on the table; asked in the transaction that keeps the rest. */
  async stillAllowed(tx: Transaction, { table }: OpenedAgain): Promise<ReadonlySet<MessageId>> {
    const { admitted } = await this.gate.readmit(tx, table.fresh, this.clock.now());
    return new Set(admitted.map(({ id }) => id));
  }
}
