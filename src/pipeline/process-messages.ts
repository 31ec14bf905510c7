import { Injectable } from '@nestjs/common';
import { Gate } from '../consent/index.js';
import { Clock } from '../kernel/clock.js';
import type { AdmittedMessage } from '../kernel/message.js';
import { UnitOfWork } from '../kernel/transaction.js';
import type { Transaction } from '../kernel/transaction.js';
import { Archive } from './keep/archive.js';
import { ExamineMessages } from './examine-messages.js';
import { Reception } from './receive/reception.js';
import { fatesOf, walkContext } from './walk-batch.js';
import type { WalkBatch, Walked } from './walk-batch.js';

/** The walk: who may be read is asked, what is new is examined and judged, what was found is kept - or nothing is. */
@Injectable()
export class ProcessMessages {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly gate: Gate,
    private readonly reception: Reception,
    private readonly examine: ExamineMessages,
    private readonly archive: Archive,
  ) {}

  async execute(batch: WalkBatch): Promise<Walked> {
    const arrived = await this.work.run(walkContext(batch), (tx) => this.admit(tx, batch));
    const examined = await this.examine.execute(arrived.table);
    const keep = await this.archive.prepare({ batch, ...arrived, examined });
    return this.work.run(walkContext(batch), async (tx) => {
      // Somebody may have objected while their message lay on the table.
      const again = await this.gate.readmit(tx, arrived.table.fresh, this.clock.now());
      const stillAllowed = idsOf(again.admitted);
      const kept = examined.verdicts.filter(({ message }) => stillAllowed.has(message.id));
      const flagged = idsOf(kept.filter(({ flagged }) => flagged).map(({ message }) => message));
      const outcome = {
        admitted: arrived.admitted,
        fresh: idsOf(arrived.table.fresh),
        kept: stillAllowed,
        flagged,
      };
      const walked = { fates: fatesOf(arrived.recognised.ids, outcome) };
      const refused = [...arrived.refused, ...again.refused];
      await keep(tx, { batch, ...arrived, examined, kept, refused, walked });
      return walked;
    });
  }

  private async admit(tx: Transaction, batch: WalkBatch) {
    const recognised = await this.reception.recognise(tx, batch);
    const candidates = [...recognised.messages.values()].map(({ candidate }) => candidate);
    const { admitted, refused } = await this.gate.admit(tx, candidates, this.clock.now());
    const joins = (await this.gate.admit(tx, recognised.joins, this.clock.now())).admitted;
    const table = await this.reception.welcome(tx, batch, { recognised, messages: admitted, joins });
    return { recognised, admitted: idsOf(admitted), refused, table };
  }
}

function idsOf(messages: readonly AdmittedMessage[]) {
  return new Set(messages.map(({ id }) => id));
}
