import { Injectable } from '@nestjs/common';
import { RecordFailures } from '../../detection/index.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { WorkContext } from '../../kernel/transaction.js';
import { ExamineMessages } from '../examine-messages.js';
import { KeepAgain } from './keep-again.js';
import { OpenAgain } from './open-again.js';

/** `nothing`: none was due. `failed`: a detector still fails; the marks of the batch stay. */
export type SecondReading = 'nothing' | 'failed' | 'read';

/** The walk of messages on which a detector had failed: past the same gate, under the same eyes, and what was found is kept. */
@Injectable()
export class ReadMessagesAgain {
  constructor(
    private readonly work: UnitOfWork,
    private readonly open: OpenAgain,
    private readonly examine: ExamineMessages,
    private readonly failures: RecordFailures,
    private readonly keep: KeepAgain,
  ) {}

  /** At most `limit` of those that wait longest. */
  async execute(organisationId: OrganisationId, limit: number): Promise<SecondReading> {
    const context = contextOf(organisationId);
    const opened = await this.work.run(context, (tx) => this.open.execute(tx, organisationId, limit));
    if (opened.taken.length === 0) return 'nothing';
    const examined = await this.examine.execute(opened.table);
    const { failures } = examined;
    if (failures.length > 0) {
      await this.work.run(context, (tx) => this.failures.execute(tx, failures));
      return 'failed';
    }
    const keep = await this.keep.prepare(opened, examined);
    await this.work.run(context, async (tx) => keep(tx, await this.open.stillAllowed(tx, opened)));
    return 'read';
  }
}

function contextOf(organisationId: OrganisationId): WorkContext {
  return { organisationId, actor: { kind: 'service', id: 'read-again' }, purpose: 'process_messages' };
}
